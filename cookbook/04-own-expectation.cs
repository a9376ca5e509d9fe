#:project ../src/Numerics/Numerics.csproj
// An expectation that has no name here: <s^3>.
using Theory.Expectations;
using Theory.Numerics.Facade;

var third = EffectiveTheory.Of("relu")[Quantity.Of(Integrand.Of(3), "third moment", "this recipe")];
Console.WriteLine(third.Formula);
Console.WriteLine(third.At(4));
