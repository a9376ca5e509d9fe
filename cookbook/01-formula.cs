#:project ../src/Numerics/Numerics.csproj
// What is the kernel of my activation, as a formula?
using Theory.Numerics.Facade;

var mine = EffectiveTheory.Of("z*max(0, z + 1)^2");
Console.WriteLine(mine.Kernel.Formula);
Console.WriteLine(mine.ChiPerp.Latex);
