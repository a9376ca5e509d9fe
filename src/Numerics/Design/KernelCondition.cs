using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Design;

/// <summary>What is wanted at one kernel K > 0: it is a fixed point, K = C_b + C_W g(K), with C_b >= 0, and so many of chi_perp, chi_par, C_b, C_W have given values.</summary>
/// <remarks>C_W is the only unknown; the first of the values fixes it, each of the others is an equation for the parameter of the family.</remarks>
/// <param name="K">The kernel.</param>
/// <param name="ChiPerp">The wanted chi_perp; null where none is.</param>
/// <param name="ChiParallel">The wanted chi_par; null where none is.</param>
/// <param name="Cb">The wanted C_b; null where none is.</param>
/// <param name="Cw">The wanted C_W; null where none is.</param>
internal sealed record KernelCondition(double K, double? ChiPerp, double? ChiParallel, double? Cb, double? Cw)
{
    /// <summary>C_b of -1e-12 K is rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The number of equations for the parameter.</summary>
    public int Equations => new[] { ChiPerp, ChiParallel, Cb, Cw }.Count(v => v is not null) - 1;

    /// <summary>What the first of the equations is about.</summary>
    public string FirstResidual => ChiParallel is not null && (ChiPerp ?? Cw) is not null ? "chi_par relative to what is wanted"
        : Cw is not null && ChiPerp is not null ? "C_W relative to what is wanted"
        : "C_b in units of K";

    /// <summary>One for each kernel among the wishes.</summary>
    /// <exception cref="UserInputException">Two wishes contradict each other, or C_b or C_W is wanted of no kernel.</exception>
    public static IReadOnlyList<KernelCondition> Of(IReadOnlyList<Wish> wishes)
    {
        Wish.Variance? bias = Single(wishes.OfType<Wish.Variance>().Where(v => v.IsBias), v => v.Value);
        Wish.Variance? weight = Single(wishes.OfType<Wish.Variance>().Where(v => !v.IsBias), v => v.Value);
        (double K, bool IsParallel, double Value, string Text)[] at =
        [
            .. wishes.OfType<Wish.Susceptibility>().Select(s => (s.K, s.IsParallel, s.Value, s.Text)),
            .. wishes.OfType<Wish.FixedKernel>().SelectMany(f => new[] { (f.K, false, 1.0, f.Text), (f.K, true, 1.0, f.Text) }),
        ];
        if (at.Length == 0 && (bias ?? weight) is { } alone)
        {
            throw new UserInputException($"'{alone.Text}' is about no kernel; add one, as in --want \"chi_perp=1 at K=1\"");
        }

        return
        [
            .. at.GroupBy(w => w.K).OrderBy(g => g.Key).Select(g =>
            {
                double? Wanted(bool parallel)
                {
                    var values = g.Where(w => w.IsParallel == parallel).ToArray();
                    return values.Length == 0 ? null
                        : values.FirstOrDefault(w => w.Value != values[0].Value) is { Text: { } other } ? throw Contradiction(values[0].Text, other)
                        : values[0].Value;
                }

                return bias is null || bias.Value < g.Key
                    ? new KernelCondition(g.Key, Wanted(false), Wanted(true), bias?.Value, weight?.Value)
                    : throw new UserInputException($"'{bias.Text}' leaves nothing of the kernel in '{g.First().Text}' to the weights: K = C_b + C_W g(K) is larger than C_b");
            }),
        ];
    }

    /// <summary>The residuals, and C_b and C_W; null for a member that has none of it.</summary>
    /// <param name="evaluator">The member.</param>
    /// <param name="method">How to evaluate.</param>
    public KernelMatch? Match(ExpectationEvaluator evaluator, EvaluationMethod method)
    {
        ExpectationValues all = evaluator.Evaluate(K, method, [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp]);
        if (!all[Quantity.Kernel].IsDefined || !all[Quantity.ChiParallel].IsDefined || !all[Quantity.ChiPerp].IsDefined || !(all[Quantity.ChiPerp].Value > 0) || !(all[Quantity.Kernel].Value > 0))
        {
            return null;
        }

        (double g, double parallel, double perp) = (all[Quantity.Kernel].Value, all[Quantity.ChiParallel].Value, all[Quantity.ChiPerp].Value);
        double cw = ChiPerp is double p ? p / perp : Cw ?? (ChiParallel is double q ? q / parallel : (K - Cb!.Value) / g);
        if (!(cw > 0) || !double.IsFinite(cw))
        {
            return null;
        }

        double cb = K - (cw * g);
        List<double> residuals = [];
        if (ChiParallel is double wantedParallel && (ChiPerp ?? Cw) is not null)
        {
            residuals.Add((cw * parallel / wantedParallel) - 1);
        }

        if (Cw is double wantedCw && ChiPerp is not null)
        {
            residuals.Add((cw / wantedCw) - 1);
        }

        if (Cb is double wantedCb && (ChiPerp ?? Cw ?? ChiParallel) is not null)
        {
            residuals.Add((cb - wantedCb) / K);
        }

        return new KernelMatch(new KernelPoint(K, Math.Abs(cb) < Rounding * K ? 0 : cb, cw, cw * parallel, cw * perp), residuals);
    }

    private static Wish.Variance? Single(IEnumerable<Wish.Variance> wishes, Func<Wish.Variance, double> value)
    {
        Wish.Variance[] all = [.. wishes];
        return all.FirstOrDefault(w => value(w) != value(all[0])) is { } other ? throw Contradiction(all[0].Text, other.Text) : all.FirstOrDefault();
    }

    private static UserInputException Contradiction(string one, string other) => new($"'{one}' and '{other}' contradict each other");
}
