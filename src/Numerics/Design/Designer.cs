using System.Globalization;
using Fractions;
using Theory.Activations;
using Theory.Design;
using Theory.Expressions;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Design;

/// <summary>Finds the members of a family of activations that have what is wanted: values and signs of a1 exactly, kernels K > 0 by a search.</summary>
public static class Designer
{
    /// <summary>A found parameter has a wish when its residual is at most this.</summary>
    private const double Fulfilled = 1e-9;

    /// <summary>The members that have everything wanted.</summary>
    /// <param name="family">The family.</param>
    /// <param name="wishes">What is wanted.</param>
    /// <param name="scan">The values of the parameter that are looked through where nothing exact can be had; <see cref="ParameterScan.Usual"/> unless given.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="UserInputException">Nothing is wanted, wishes contradict one another, or the family is outside of what can be solved, with the reason.</exception>
    public static DesignResult Solve(ActivationFamily family, IReadOnlyList<Wish> wishes, ParameterScan? scan = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(wishes);
        Require.That(wishes.Count > 0, $"nothing is wanted; write for example --want a1=0");
        scan ??= ParameterScan.Usual;
        ZeroKernelWish? atZero = ZeroKernelWish.Of(wishes);
        IReadOnlyList<KernelCondition> conditions = KernelCondition.Of(wishes);
        ZeroKernelDesign? zero = atZero is not null ? ZeroKernelDesign.Of(family, atZero.A1, atZero.IsStable, scan) : null;
        return zero is not null && conditions.Count == 0 ? new DesignResult(family, wishes, zero.Solutions, zero.Intervals, zero.Reason)
            : zero is { Solutions.Count: 0, Intervals.Count: 0 } ? new DesignResult(family, wishes, [], [], zero.Reason)
            : new KernelSearch(family, conditions, zero, scan, cancellation).Result(wishes);
    }

    /// <summary>The search for kernels K > 0 along a family.</summary>
    private sealed class KernelSearch(ActivationFamily family, IReadOnlyList<KernelCondition> conditions, ZeroKernelDesign? zero, ParameterScan scan, CancellationToken cancellation)
    {
        private readonly Dictionary<double, KernelMatch[]?> _known = [];

        private int Equations => conditions.Sum(c => c.Equations);

        public DesignResult Result(IReadOnlyList<Wish> wishes)
        {
            List<DesignSolution> solutions = [.. (zero?.Solutions ?? []).Select(s => Holds(s.Value) ? s with { Points = [.. s.Points, .. Points(s.Value)] } : null).OfType<DesignSolution>()];
            List<DesignInterval> intervals = [];

            // A range of one member is seldom among the values that are looked through.
            solutions.AddRange((zero?.Intervals ?? []).Where(i => i.From == i.To && Holds(i.From)).Select(i => new DesignSolution(i.From, null, null, Points(i.From))));
            bool scans = zero is null || zero.Intervals.Any(i => i.From < i.To);
            if (scans)
            {
                intervals.AddRange(scan.Ranges(t => IsWanted(t) && Holds(t), [.. scan.Values.Select(t => IsWanted(t) && Holds(t))]));
                if (Equations > 0)
                {
                    solutions.AddRange(scan.Zeros(Residual, [.. scan.Values.Select(Residual)])
                        .Where(t => IsWanted(t) && Holds(t) && !intervals.Any(i => t >= i.From && t <= i.To) && !solutions.Any(s => s.Value == t))
                        .Select(t => new DesignSolution(t, null, null, Points(t))));
                }
            }

            return new DesignResult(family, wishes, [.. solutions.OrderBy(s => s.Value)], intervals, scans ? Reason(solutions.Count + intervals.Count > 0)
                : $"{zero!.Reason}; {(solutions.Count > 0 ? "of these members the ones above have" : "none of these members has")} the rest");
        }

        private bool IsWanted(double t) => zero is null || zero.Intervals.Any(i => t >= i.From && t <= i.To);

        private bool Holds(double t) => At(t) is { } all && all.All(m => m.IsAdmissible && m.Residuals.All(r => Math.Abs(r) <= Fulfilled));

        private KernelPoint[] Points(double t) => [.. At(t)!.Select(m => m.Point)];

        private double Residual(double t) => At(t) is { } all ? all.SelectMany(m => m.Residuals).First() : double.NaN;

        private KernelMatch[]? At(double t)
        {
            if (!_known.TryGetValue(t, out KernelMatch[]? match))
            {
                cancellation.ThrowIfCancellationRequested();
                Activation? member = family.TryMember(new Number(Fraction.FromDouble(t)));
                KernelMatch?[]? all = member is null ? null : Matches(new ExpectationEvaluator(member));
                _known[t] = match = all?.All(m => m is not null) == true ? [.. all.OfType<KernelMatch>()] : null;
            }

            return match;
        }

        /// <summary>By quadrature: a closed form would be derived for each member anew.</summary>
        private KernelMatch?[] Matches(ExpectationEvaluator evaluator) => [.. conditions.Select(c => c.Match(evaluator, EvaluationMethod.Quadrature))];

        private string Reason(bool found)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"by a search with {family.Parameter.Name} from {scan.From} to {scan.To} in steps of {(scan.To - scan.From) / (scan.Count - 1):G4}");
            if (found)
            {
                return $"found {where}";
            }

            KernelMatch[][] members = [.. scan.Values.Where(IsWanted).Select(At).OfType<KernelMatch[]>()];
            if (members.Length == 0)
            {
                return $"none found {where}: no member has these expectations";
            }

            double[] biases = [.. members.Where(m => m.All(x => x.Residuals.All(r => Math.Abs(r) <= 1e-3))).SelectMany(m => m).Select(m => m.Point.Cb).Where(b => b < 0)];
            double[] left = Equations == 0 ? [] : [.. members.Select(m => m.SelectMany(x => x.Residuals).First())];
            double[] firstCb = [.. members.Select(m => m[0].Point.Cb)];
            return $"none found {where}: " + (left.Length > 0 && (left.Min() > 0 || left.Max() < 0)
                ? $"{conditions.First(c => c.Equations > 0).FirstResidual} is off by {Range(left)}, always {(left.Min() > 0 ? "above" : "below")}"
                : firstCb.Max() < 0 || biases.Length > 0 ? $"C_b would have to be negative, {Range(biases.Length > 0 ? biases : firstCb)}"
                : "no member has all of it at once");
        }

        private static string Range(double[] values) => string.Create(CultureInfo.InvariantCulture, $"{values.Min():G4} to {values.Max():G4}");
    }
}
