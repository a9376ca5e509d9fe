#:project ../src/Polynomials/Polynomials.csproj
// A network that *is* x^2 y - 1/3 on the unit square, with exact weights.
// Picture: theory polynomial "x^2*y - 1/3" --p 2 --domain 0,1, network.png
using Fractions;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;

var text = PolynomialText.Parse("x^2*y - 1/3");
var network = ExactNetworks.Create(text.Polynomial, text.Variables, p: 2, InputDomain.Cube(2, 0, 1));
Console.WriteLine($"{network.Neurons} units in {network.HiddenLayers} hidden layers, proven: {NetworkExpansion.Of(network).IsExact}");
Console.WriteLine(network.Evaluate(new Fraction(1, 2), new Fraction(1, 7)));
