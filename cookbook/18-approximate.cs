#:project ../src/Polynomials/Polynomials.csproj
// A network that follows sin(3x) to ten digits on [-1, 1].
// Picture: theory approximate "sin(3x)" --tolerance 1e-10, error.png
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;
using Theory.Polynomials.Layered;

var box = InputDomain.Cube(1, -1, 1);
var series = ChebyshevInterpolation.OfDegree(x => Math.Sin(3 * x[0]), box, degree: 17);
var network = LayeredNetwork.From(ApproximatingNetwork.Create(series, ["x"], p: 2, box, tolerance: 1e-12));
CompiledNetwork<double> compiled = new(network);
double worst = Enumerable.Range(0, 1001).Select(i => -1 + (i / 500.0)).Max(x => Math.Abs(compiled.Evaluate(x) - Math.Sin(3 * x)));
Console.WriteLine($"{network.Neurons} units, {network.HiddenLayers} hidden layers, error below 1e-10: {worst < 1e-10}");
