#:project ../src/Numerics/Numerics.csproj
// At which operating point w of MRePU does the kernel neither grow nor shrink to second order, a1 = 0?
// Picture: theory design "mrepu(2,-1,w)" --want "a1=0", expansion.png
using Theory.Design;
using Theory.Numerics.Design;

var family = ActivationFamily.Parse("(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2");
foreach (var solution in Designer.Solve(family, [Wish.Parse("a1=0")]).Solutions)
{
    Console.WriteLine($"w = {solution.Value:F6}: C_b = {solution.Cb:F6}, C_W = {solution.Cw:F6}");
}
