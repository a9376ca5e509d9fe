#:project ../src/Numerics/Numerics.csproj
// The same formula for NumPy, for Mathematica, for a paper.
using Theory.Numerics.Facade;
using Theory.Printing;

var kernel = EffectiveTheory.Of("erf").Kernel;
foreach (var format in new[] { FormulaFormat.Python, FormulaFormat.Mathematica, FormulaFormat.Latex })
{
    Console.WriteLine($"{format.Name}: {kernel.In(format)}");
}
