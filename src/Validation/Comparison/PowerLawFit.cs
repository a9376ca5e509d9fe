namespace Theory.Validation.Comparison;

/// <summary>The exponent of a power law c n^a through measured points.</summary>
/// <param name="Exponent">a; NaN with fewer than two points that differ from 0.</param>
/// <param name="StandardError">Its standard error from the errors of the points.</param>
/// <param name="Points">How many points entered.</param>
public sealed record PowerLawFit(double Exponent, double StandardError, int Points)
{
    /// <summary>Points within this many errors of 0 have no logarithm to speak of.</summary>
    public const double SmallestSignal = 3;

    /// <summary>Fits log|y| = log c + a log n by least squares with the errors' weights.</summary>
    /// <param name="points">n, y and the standard error of y.</param>
    public static PowerLawFit Of(IEnumerable<(double N, double Y, double Error)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        (double X, double Y, double Weight)[] used =
        [
            .. points.Where(p => Math.Abs(p.Y) > SmallestSignal * p.Error && p.Error > 0)
                .Select(p => (Math.Log(p.N), Math.Log(Math.Abs(p.Y)), p.Y * p.Y / (p.Error * p.Error))),
        ];
        if (used.Length < 2)
        {
            return new PowerLawFit(double.NaN, double.NaN, used.Length);
        }

        double total = used.Sum(p => p.Weight);
        double x = used.Sum(p => p.Weight * p.X) / total;
        double y = used.Sum(p => p.Weight * p.Y) / total;
        double spread = used.Sum(p => p.Weight * (p.X - x) * (p.X - x));
        return new PowerLawFit(used.Sum(p => p.Weight * (p.X - x) * (p.Y - y)) / spread, 1 / Math.Sqrt(spread), used.Length);
    }
}
