#:project ../src/Polynomials/Polynomials.csproj
// The exact network as a file for ONNX, and as C# source.
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Parsing;

var text = PolynomialText.Parse("x^3 - x");
var network = LayeredNetwork.From(ExactNetworks.Create(text.Polynomial, text.Variables, p: 2, InputDomain.Everywhere(1)));
Console.WriteLine($"ONNX: {OnnxFile.Write(network).Length} bytes");
Console.WriteLine(CSharpSource.Write(network).Split('\n').First(l => l.Contains("class")).Trim());
