using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;
using Theory.Polynomials.Stability;

namespace Theory.Polynomials.Tests;

/// <summary>Every long computation asks its token: a polynomial of degree 40 in two variables ended six seconds after it was told to.</summary>
public class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private static readonly InputDomain Box = InputDomain.Cube(2, -1, 1);

    public static TheoryData<string> Works { get; } = [.. Cases().Keys];

    [Theory]
    [MemberData(nameof(Works))]
    public void CancelledWork_Ends(string work) => Assert.ThrowsAny<OperationCanceledException>(() => Cases()[work]());

    /// <summary>A token that is cancelled on the way ends the planning at the next node: the names of the inputs are read once for each builder and for every label.</summary>
    [Fact]
    public void Construction_EndsOnTheWay()
    {
        PolynomialText text = PolynomialText.Parse("(x+y)^12");
        int whole = new CountedNames(int.MaxValue, null).Of(names => ExactNetworks.Create(text.Polynomial, names, 2, Box));
        using CancellationTokenSource source = new();
        CountedNames counted = new(whole / 2, source);
        Assert.ThrowsAny<OperationCanceledException>(() => ExactNetworks.Create(text.Polynomial, counted, 2, Box, cancellation: source.Token));
        Assert.InRange(counted.Reads, whole / 2, (whole / 2) + 10);
    }

    private static Dictionary<string, Action> Cases()
    {
        Polynomial polynomial = PolynomialText.Parse("(x+y)^5").Polynomial;
        string[] names = ["x", "y"];
        PolynomialNetwork network = ExactNetworks.Create(polynomial, names, 2, Box);
        LayeredNetwork layered = LayeredNetwork.From(network);
        return new()
        {
            ["construction"] = () => ExactNetworks.Create(polynomial, names, 2, Box, cancellation: Cancelled),
            ["construction everywhere"] = () => ExactNetworks.Create(polynomial, names, 2, InputDomain.Everywhere(2), Strategy.FewestNeurons, cancellation: Cancelled),
            ["layers"] = () => LayeredNetwork.From(network, Cancelled),
            ["graph"] = () => layered.ToGraph(Cancelled),
            ["proof"] = () => NetworkExpansion.Of(network, Cancelled),
            ["bound"] = () => ErrorBound.Of(layered, Box, Cancelled),
            ["measurement"] = () => ForwardError.Measure(layered, Box, cancellation: Cancelled),
            ["several outputs"] = () => JointNetwork.Of([layered, layered], Cancelled),
            ["approximation"] = () => ApproximatingNetwork.Create(ChebyshevInterpolation.OfDegree(x => Math.Exp(x[0] * x[1]), Box, 6), names, 2, Box, 1e-6, Cancelled),
        };
    }

    /// <summary>Names that count how often they are read, and cancel at some count.</summary>
    private sealed class CountedNames(int last, CancellationTokenSource? source) : IReadOnlyList<string>
    {
        private readonly string[] _names = ["x", "y"];

        public int Reads { get; private set; }

        public int Count => _names.Length;

        public string this[int index]
        {
            get
            {
                if (++Reads == last)
                {
                    source?.Cancel();
                }

                return _names[index];
            }
        }

        public int Of(Action<CountedNames> work)
        {
            work(this);
            return Reads;
        }

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
