using System.Globalization;

namespace Theory.Numerics.Quadrature;

/// <summary>Says why an expectation has no value: it diverges, overflows, decays too slowly, or is not smooth where it should be.</summary>
internal static class FailureMessage
{
    private static readonly (string Name, int Power)[] Names =
    [
        ("<s>", 1),
        ("<s^2>", 2),
        ("g'", 2),
        ("g'", 2),
        ("g''", 2),
        ("<s'^2>", 2),
        ("h", 2),
        ("h", 2),
        ("<s^4>", 4),
        ("<s^6>", 6),
    ];

    /// <summary>The failure of one expectation of an activation.</summary>
    /// <remarks>Of several that diverge, the integration meets the highest power first; the lowest says more and is named.</remarks>
    public static UserInputException Of(PiecewiseSmoothFunction s, double k, int requested, IntegrationFailure failure)
    {
        IReadOnlyList<SmoothPiece> pieces = s.Pieces;
        IEnumerable<(string, int)> candidates = Names.Where((_, row) => (requested >> row & 1) != 0);
        return Compose([Names[failure.Index], .. candidates], z => pieces.First(p => z <= p.To).S(z), k, failure);
    }

    /// <summary>The failure of the expectation of a function.</summary>
    public static UserInputException Of(Func<double, double> f, double k, IntegrationFailure failure) =>
        Compose([("<f>", 1)], f, k, failure);

    /// <summary>A quantity to which a breakpoint contributes something infinite.</summary>
    public static UserInputException AtBreakpoint(GaussianQuantities quantity, double k) =>
        new(string.Create(
            CultureInfo.InvariantCulture,
            $"{quantity} diverges at K = {k}: the activation or a derivative of it is not finite at a breakpoint."));

    private static UserInputException Compose(
        (string Name, int Power)[] quantities, Func<double, double> s, double k, IntegrationFailure failure)
    {
        string name = quantities[0].Name;
        string at = string.Create(CultureInfo.InvariantCulture, $"at K = {k}");
        double z = failure.T * Math.Sqrt(k);
        string where = z.ToString("G4", CultureInfo.InvariantCulture);
        string reason;
        if (double.IsNaN(s(z)))
        {
            reason = $"{name} is undefined {at}: the function is not a number at z = {where}.";
        }
        else if (failure.Kind == IntegrationFailureKind.NotConverged)
        {
            reason = $"{name} does not converge {at}: too many panels, the last near z = {where}. The integrand is singular there, or "
                + "oscillates or rises too fast; declare breakpoints where it is not smooth.";
        }
        else
        {
            reason = Growing(quantities, TailGrowth.Of(s), k, at);
        }

        return new UserInputException(reason);
    }

    private static string Growing((string Name, int Power)[] quantities, TailGrowth growth, double k, string at)
    {
        string name = quantities[0].Name;
        if (growth.Diverges(quantities[0].Power, k))
        {
            name = quantities.Skip(1).Where(q => growth.Diverges(q.Power, k)).Select(q => q.Name).FirstOrDefault(name);
            return $"{name} diverges {at}: far out its integrand grows at least as fast as the density exp(-z^2/(2K)) decays.";
        }

        return growth.IsGaussian
            ? $"{name} cannot be computed {at}: it is finite, but its integrand decays too slowly against the density exp(-z^2/(2K))."
            : $"{name} overflows double precision {at}: it is finite, but its integrand is too large for a double.";
    }
}
