namespace Theory.Validation.Comparison;

/// <summary>A prediction beside its measurement.</summary>
/// <param name="Theory">The prediction to leading order in 1/n.</param>
/// <param name="NextOrder">The next term of the expansion, an estimate of what the prediction neglects.</param>
/// <param name="Empirical">The measured value.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Z">(empirical - theory) / standard error; null where that has no meaning.</param>
public sealed record ComparedValue(double Theory, double NextOrder, double Empirical, double StandardError, double? Z)
{
    /// <summary>A normal number exceeds its mean less so many standard deviations nine times in ten.</summary>
    private const double NineInTen = 1.2816;

    /// <summary>The size of what the prediction neglects where the next term is not known; then that is 0.</summary>
    public double Neglected { get; init; }

    /// <summary>The standard error that theory expects of so many networks; 0 where it expects none.</summary>
    /// <remarks>A sample of heavy tails in which the largest networks happen to be missing has a small variance, and a small error of it.</remarks>
    internal double ExpectedError { get; init; }

    /// <summary>The deviation from the prediction with its next order, in standard errors; null where that has no meaning.</summary>
    public double? ZWithNextOrder => Z is null ? null : (Empirical - Theory - NextOrder) / StandardError;

    /// <summary>
    /// The deviation in standard errors that neither chance nor the truncation of the expansion accounts for: the distance to the
    /// prediction including the next order, less the square of the relative next order as a bound of the orders beyond (or the size of what is neglected). Null where that
    /// has no meaning, as when the next order is beyond double precision.
    /// </summary>
    /// <remarks>
    /// The distance is taken on a scale on which the law of the estimate is nearly normal: between logarithms above the prediction, as an ensemble with rare
    /// large networks reports a large error too; between cube roots below it where the error is known by theory, as the law of a sum of positive numbers with a
    /// relative variance is near a Gamma law, and no heavy tail makes small sums more frequent than that.
    /// </remarks>
    public double? Unexplained
    {
        get
        {
            if (StandardError == 0)
            {
                // Nothing fluctuates, as for sign(z) with s^2 = 1: then the values are equal but for the rounding of single precision.
                return Math.Abs(Empirical - Theory) <= 1e-6 * Math.Abs(Theory) ? 0 : double.PositiveInfinity;
            }

            if (Z is null || Theory == 0 || !double.IsFinite(NextOrder))
            {
                return null;
            }

            double prediction = Theory + NextOrder;
            (double distance, double error) = Scale(prediction, Empirical, StandardError, RelativeExpectedError);
            return Math.Max(0, (Math.Abs(distance) - Beyond) / error);
        }
    }

    /// <summary>The deviation, as a fraction of the value, that exceeds a number of standard errors nine times in ten; null where that has no meaning.</summary>
    internal double? Visible(double sigma) => Unexplained is null || StandardError == 0 || Empirical == 0 ? null
        : (((sigma + NineInTen) * JudgingError) + Beyond) / Math.Abs(Empirical);

    /// <summary>The larger of the error that was measured and the one that theory expects, as a fraction of the prediction.</summary>
    private double JudgingError => Math.Max(StandardError, RelativeExpectedError * Math.Abs(Empirical));

    private double RelativeExpectedError => Math.Abs(ExpectedError / Theory);

    /// <summary>A deviation from a prediction and its error on a scale on which the deviation in units of the error is nearly normal; plain for what is not positive.</summary>
    internal static (double Deviation, double Error) Scale(double prediction, double empirical, double standardError, double relativeExpectedError)
    {
        if (!(prediction > 0 && empirical > 0))
        {
            return (empirical - prediction, Math.Max(standardError, relativeExpectedError * Math.Abs(empirical)));
        }

        double relative = Math.Max(standardError / empirical, relativeExpectedError);
        return empirical < prediction && relativeExpectedError > 0
            ? (3 * (Math.Cbrt(empirical / prediction) - 1) * prediction, relative * prediction)
            : (Math.Log(empirical / prediction) * empirical, relative * empirical);
    }

    /// <summary>A bound of what the prediction with its next order neglects.</summary>
    private double Beyond => (NextOrder / Theory * (NextOrder / Theory) * Math.Abs(Theory)) + Neglected;
}
