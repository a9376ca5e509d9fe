#:project ../src/Numerics/Numerics.csproj
// I need a proof: an interval that surely holds the value.
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Certified;

var values = new CertifiedEvaluator(Activation.Parse("gelu")).Evaluate(1);
var g = values[Quantity.Kernel];
Console.WriteLine($"{g.Lower:R} <= g(1) <= {g.Upper:R}");
