using System.Globalization;

namespace Theory.Numerics.Quadrature;

/// <summary>Says why an expectation has no value: it diverges, overflows, decays too slowly, or is not smooth where it should be.</summary>
internal static class FailureMessage
{
    /// <summary>A product whose logarithm exceeds this leaves the range of doubles.</summary>
    private const double LogOfLargest = 700;

    /// <summary>The error of a measured exponent.</summary>
    private const double Doubt = 1e-4;

    /// <summary>Points this close to 0, relative to the width of the density, are 0.</summary>
    private const double Nothing = 1e-12;

    /// <summary>The failure of one expectation of an activation.</summary>
    public static NoValue Of(PiecewiseSmoothFunction s, QuantityRows quantity, double k, IntegrationFailure failure)
    {
        double z = failure.T * Math.Sqrt(k);
        SmoothPiece piece = s.PieceAt(z);
        bool isNumber = !double.IsNaN(piece.S(z));
        bool derivatives = !double.IsNaN(piece.S1(z)) && !double.IsNaN(piece.S2(z)) && !double.IsNaN(piece.S3(z));
        int degree = quantity.Quantity.Integrand.Degree;
        return Compose(quantity.Name, degree, s.ValueAt, s.Diverges(degree, k), isNumber, derivatives, k, failure);
    }

    /// <summary>The failure of the expectation of a function.</summary>
    public static NoValue Of(Func<double, double> f, double k, IntegrationFailure failure) =>
        Compose("<f>", 1, f, null, !double.IsNaN(f(failure.T * Math.Sqrt(k))), true, k, failure);

    /// <summary>A quantity that exists at no K.</summary>
    public static NoValue Outgrown(string name, double k) => new(NoValueKind.Diverges, string.Create(
        CultureInfo.InvariantCulture, $"{name} diverges at K = {k}, as at every K: far out its integrand grows faster than any density exp(-z^2/(2K)) decays."));

    /// <summary>A quantity that is infinite at this K, and not at smaller ones.</summary>
    public static NoValue Diverging(string name, double k) => new(NoValueKind.Diverges, string.Create(
        CultureInfo.InvariantCulture, $"{name} diverges at K = {k}: far out its integrand grows at least as fast as the density exp(-z^2/(2K)) decays."));

    /// <summary>A quantity to which a breakpoint contributes something infinite.</summary>
    public static NoValue AtBreakpoint(QuantityRows quantity, double k) => new(NoValueKind.Failed, string.Create(
        CultureInfo.InvariantCulture,
        $"{quantity.Name} diverges or cannot be computed at K = {k}: the activation or a derivative of it is not finite at a breakpoint."));

    private static NoValue Compose(
        string name, int power, Func<double, double> s, bool? diverges, bool isNumber, bool derivativesAreNumbers, double k, IntegrationFailure failure)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"at K = {k}");
        string where = (failure.T * Math.Sqrt(k)).ToString("G4", CultureInfo.InvariantCulture);
        if (!isNumber)
        {
            return new NoValue(NoValueKind.Failed, $"{name} is undefined {at}: the function is not a number at z = {where}.");
        }

        if (failure.Kind == IntegrationFailureKind.NotConverged)
        {
            return new NoValue(NoValueKind.Failed, $"{name} does not converge {at}: {Pole(s, power, failure.T * Math.Sqrt(k), Math.Sqrt(k)) ?? $"too many panels, the last near z = {where}. The integrand is singular there, "
                + "oscillates or rises too fast, or its formula cancels; declare breakpoints where it is not smooth."}");
        }

        // What the formulas of the tails tell comes first; what doubles show of the function decides where they tell nothing.
        TailGrowth growth = TailGrowth.Of(s);
        bool isLarge = power * Math.Log(Math.Abs(s(failure.T * Math.Sqrt(k)))) is > LogOfLargest and < double.PositiveInfinity;
        string finite = diverges == false ? "it is finite, but " : "";
        return diverges ?? growth.Diverges(power, k) ? Diverging(name, k)
            : diverges is null && growth.IsNearTheEdge(power, k)
                ? new(NoValueKind.Failed, $"{name} cannot be computed {at}: far out its integrand grows about as fast as the density exp(-z^2/(2K)) decays.")
            : growth is { IsGaussian: true, Overflows: true }
                ? new(NoValueKind.Failed, $"{name} cannot be computed {at}: {finite}its integrand decays too slowly against the density exp(-z^2/(2K)).")
            : growth.Overflows || isLarge
                ? new(NoValueKind.Overflows, $"{name} overflows double precision {at}: {finite}its integrand is too large for a double.")
            : derivativesAreNumbers
                ? new(NoValueKind.Failed, $"{name} cannot be computed {at}: a part of the formula of the integrand overflows double precision near z = {where}.")
            : new(NoValueKind.Failed, $"{name} cannot be computed {at}: a derivative of the function is not a number at z = {where}.");
    }

    /// <summary>That a power of a function cannot be integrated beside a point; null where it can, or is not like a power there.</summary>
    private static string? Pole(Func<double, double> s, int power, double point, double scale)
    {
        double centre = Math.Abs(point) < Nothing * scale ? 0 : point;
        if (!(PoleGrowth.Exponent(s, centre, scale) is double exponent && power * exponent > 1 - Doubt))
        {
            return null;
        }

        string distance = centre == 0 ? "z" : string.Create(CultureInfo.InvariantCulture, $"z {(centre > 0 ? '-' : '+')} {Math.Abs(centre):G6}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"beside z = {centre:G6} the function grows like |{distance}|^{-exponent:0.##}, {(power == 1 ? "which" : $"whose power {power}")} has no integral, at any K.");
    }
}
