using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Planning;

namespace Theory.Polynomials;

/// <summary>Networks of MRePU_p units that equal a given polynomial exactly.</summary>
public static class ExactNetworks
{
    /// <summary>All networks that are worth comparing.</summary>
    internal static IEnumerable<PolynomialNetwork> Candidates(Polynomial polynomial, IReadOnlyList<string> variables, int p, InputDomain domain)
    {
        MRePU.CheckedOrder(p);
        foreach (LayerSchedule schedule in LayerSchedule.All(p, polynomial.Degree))
        {
            NetworkBuilder builder = new() { P = p, Variables = variables, Domain = domain };
            yield return MonomialPlan.Build(polynomial, builder, schedule, fewest: true);
        }
    }
}
