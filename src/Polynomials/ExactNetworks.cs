using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Planning;
using Theory.Polynomials.Stability;

namespace Theory.Polynomials;

/// <summary>Networks of MRePU_p units that equal a given polynomial exactly.</summary>
public static class ExactNetworks
{
    /// <summary>A proven error in double precision up to this, relative to the largest value, is small enough for the automatic choice.</summary>
    public const double SmallError = 1e-10;

    /// <summary>A centre further out than this loses digits, and is only used for the fewest units.</summary>
    private static readonly Fraction FarthestCentre = 4;

    /// <summary>Builds the network that suits the strategy best.</summary>
    /// <param name="polynomial">What it is to equal.</param>
    /// <param name="variables">The names of the inputs; as many as the domain has sides.</param>
    /// <param name="p">The order of the activation.</param>
    /// <param name="domain">Where it is to equal the polynomial.</param>
    /// <param name="strategy">What is preferred.</param>
    /// <param name="mostLayers">The most hidden layers allowed; any number when null.</param>
    /// <param name="cancellation">Ends the construction.</param>
    /// <exception cref="UserInputException">The order is out of range, or no network has so few layers.</exception>
    public static PolynomialNetwork Create(
        Polynomial polynomial,
        IReadOnlyList<string> variables,
        int p,
        InputDomain domain,
        Strategy strategy = Strategy.Automatic,
        int? mostLayers = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(polynomial);
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(domain);
        PolynomialNetwork[] all = [.. Candidates(polynomial, variables, p, domain, strategy == Strategy.FewestNeurons ? BundleAim.Fewest : BundleAim.Few, cancellation)];
        PolynomialNetwork[] candidates = [.. all.Where(n => mostLayers is not int most || n.HiddenLayers <= most)];
        if (candidates.Length == 0)
        {
            int needed = all.Min(n => n.HiddenLayers);
            throw new UserInputException($"degree {polynomial.Degree} needs at least {needed} hidden layers with p = {p}, and at most {mostLayers} are allowed; "
                + $"one layer holds degree p + 1: allow {needed} layers, or use p >= {polynomial.Degree - 1}");
        }

        switch (strategy)
        {
            case Strategy.FewestNeurons:
                return candidates.OrderBy(n => n.Neurons).ThenBy(n => n.HiddenLayers).First();
            case Strategy.FewestLayers:
                return candidates.OrderBy(n => n.HiddenLayers).ThenBy(n => n.Neurons).First();
        }

        InputDomain box = domain.IsBounded ? domain : InputDomain.Cube(domain.Dimension, -1, 1);
        (PolynomialNetwork Network, int Parameters, double Error)[] measured = [.. candidates.DistinctBy(n => (n.Neurons, n.HiddenLayers)).Select(n => Measure(n, box, cancellation))];
        (PolynomialNetwork Network, int Parameters, double Error)[] small = [.. measured.Where(m => m.Error <= SmallError)];
        return strategy == Strategy.Automatic && small.Length > 0
            ? small.OrderBy(m => m.Parameters).ThenBy(m => m.Error).First().Network
            : measured.OrderBy(m => m.Error).ThenBy(m => m.Parameters).First().Network;
    }

    /// <summary>All networks that are worth comparing.</summary>
    internal static IEnumerable<PolynomialNetwork> Candidates(
        Polynomial polynomial, IReadOnlyList<string> variables, int p, InputDomain domain, BundleAim aim = BundleAim.Few, CancellationToken cancellation = default)
    {
        MRePU.CheckedOrder(p);
        if (polynomial.Degree <= 1)
        {
            yield return Affine(polynomial, Builder());
            yield break;
        }

        // About the centre of each variable, where there is one, terms are missing.
        Fraction[] centre = Centring.Of(polynomial, domain.Dimension);
        bool moves = centre.Any(t => !t.IsZero) && (aim == BundleAim.Fewest || centre.All(t => t.Abs() <= FarthestCentre));
        Polynomial centred = moves ? Centring.Shifted(polynomial, centre) : polynomial;
        foreach (LayerSchedule schedule in LayerSchedule.All(p, polynomial.Degree))
        {
            yield return MonomialPlan.Build(polynomial, Builder(), schedule, aim);
            if (moves)
            {
                yield return MonomialPlan.Build(centred, Builder(centre), schedule, aim);
            }
        }

        if (domain.IsBounded && p <= LayerSchedule.LargestComparedOrder)
        {
            foreach (int firstDegree in new HashSet<int> { 2, p + 1 })
            {
                yield return ChebyshevPlan.Build(polynomial, Builder(), alwaysElements: true, firstDegree);
                yield return ChebyshevPlan.Build(polynomial, Builder(), alwaysElements: false, firstDegree);
            }
        }

        NetworkBuilder Builder(Fraction[]? shift = null) =>
            new() { P = p, Variables = variables, Domain = domain, Shift = shift, Cancellation = cancellation };
    }

    /// <summary>A polynomial of degree 1 needs no units.</summary>
    private static PolynomialNetwork Affine(Polynomial polynomial, NetworkBuilder builder) => builder.Build(
        AffineForm.Combination(
            builder.Inputs.Select((input, i) => (polynomial[Monomial.Of(i, 1)], AffineForm.Of(input))), polynomial[Monomial.One]),
        polynomial);

    private static (PolynomialNetwork Network, int Parameters, double Error) Measure(PolynomialNetwork network, InputDomain box, CancellationToken cancellation)
    {
        LayeredNetwork layered = LayeredNetwork.From(network, cancellation);
        ErrorBound bound = ErrorBound.Of(layered, box, cancellation);
        return (network, layered.Parameters, bound.Condition * Math.ScaleB(1, -53));
    }
}
