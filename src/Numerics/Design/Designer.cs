using System.Globalization;
using Fractions;
using Theory.Activations;
using Theory.Design;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Design;

/// <summary>Finds the members of a family of activations that have what is wanted: values and signs of a1 exactly, critical kernels K* > 0 by a search.</summary>
public static class Designer
{
    /// <summary>Kernels K* are looked for with the parameter between these, at so many values.</summary>
    private const double Widest = 10;
    private const int Samples = 201;

    /// <summary>A found parameter has a wish when its residual is at most this.</summary>
    private const double Fulfilled = 1e-9;

    /// <summary>The members that have everything wanted.</summary>
    /// <exception cref="UserInputException">Nothing is wanted, or the family is outside of what can be solved, with the reason.</exception>
    public static DesignResult Solve(ActivationFamily family, IReadOnlyList<Wish> wishes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(wishes);
        Require.That(wishes.Count > 0, $"nothing is wanted; write for example --want a1=0");
        Wish.Coefficient[] values = [.. wishes.OfType<Wish.Coefficient>()];
        Wish.FixedKernel[] kernels = [.. wishes.OfType<Wish.FixedKernel>()];
        if (values.FirstOrDefault(v => v.Value != values[0].Value) is { } other)
        {
            throw new UserInputException($"'{values[0].Text}' and '{other.Text}' contradict each other");
        }

        bool needsZero = values.Length > 0 || wishes.Any(w => w is Wish.Stable);
        FamilyBranch[] branches = needsZero ? [.. FamilyBranch.Of(family).Where(b => b.Value.IsZero && !b.First.IsZero)] : [];
        if (needsZero && branches.Length == 0)
        {
            return new DesignResult(family, wishes, [], [], "s(0) = 0 with s'(0) not 0 holds for no range of the parameter, so that K* = 0 is not critical");
        }

        DesignInterval[] stable = wishes.Any(w => w is Wish.Stable) ? [.. branches.SelectMany(b => StableOn(family, b))] : [];
        bool InStable(double t) => !wishes.Any(w => w is Wish.Stable) || stable.Any(i => t >= i.From && t <= i.To);
        if (values.Length > 0)
        {
            DesignInterval[] always = [.. branches.Where(b => b.A1Numerator(new Number(values[0].Value)).IsZero).Select(b => new DesignInterval(b.From, b.To))];
            bool excluded = values[0].Value.IsPositive && wishes.Any(w => w is Wish.Stable);
            if (always.Length > 0 && kernels.Length == 0 && !excluded)
            {
                return new DesignResult(family, wishes, [], always, $"a1 = {values[0].Value} for all of these with s'(0) other than 0");
            }

            if (always.Length > 0 && kernels.Length > 0 && !excluded)
            {
                throw new UserInputException($"a1 = {values[0].Value} for a whole range of {family.Parameter.Name}, which is not searched for '{kernels[0].Text}' as well; leave '{values[0].Text}' out");
            }

            DesignSolution[] exact = [.. branches.SelectMany(b => Equal(family, b, values[0].Value)).Where(s => InStable(s.Value) && kernels.All(k => Critical(family, s.Value, k.K) is { } c && Math.Abs(c.Excess) < Fulfilled))];
            return new DesignResult(family, wishes, exact, [], exact.Length == 0
                ? $"a1 takes the value {values[0].Value} for no member{(wishes.Count > 1 ? " that has the rest" : "")}: its polynomial in {family.Parameter.Name} has no root there"
                : "the roots of a polynomial: there are no others");
        }

        if (kernels.Length > 0)
        {
            DesignSolution[] found = [.. Search(family, kernels[0].K, cancellation)
                .Where(s => InStable(s.Value) && kernels.All(k => Critical(family, s.Value, k.K) is { } c && Math.Abs(c.Excess) < Fulfilled))];
            return new DesignResult(family, wishes, found, [], string.Create(
                CultureInfo.InvariantCulture, $"{(found.Length == 0 ? "none found" : "found")} by a search with {family.Parameter.Name} from {-Widest} to {Widest} in steps of {2 * Widest / (Samples - 1)}"));
        }

        return new DesignResult(family, wishes, [], stable, stable.Length == 0 ? "a1 > 0 for every member" : "a1 <= 0, from the roots of a polynomial: exactly there");
    }

    private static IEnumerable<DesignSolution> Equal(ActivationFamily family, FamilyBranch branch, Fraction target)
    {
        Expr numerator = branch.A1Numerator(new Number(target));
        foreach ((double value, Expr? exact) in ParameterFormula.Roots(numerator, family.Parameter))
        {
            double slope = ParameterFormula.At(branch.First, family.Parameter, value);
            if (value > branch.From && value < branch.To && Math.Abs(slope) > Fulfilled)
            {
                yield return new DesignSolution(value, exact, target.ToDouble(), 0, 1 / (slope * slope));
            }
        }
    }

    private static IEnumerable<DesignInterval> StableOn(ActivationFamily family, FamilyBranch branch)
    {
        Expr numerator = branch.A1Numerator(Expr.Zero);
        double[] zeros = [.. ParameterFormula.Roots(numerator, family.Parameter).Select(r => r.Value)];
        double[] flat = [.. ParameterFormula.Roots(branch.First, family.Parameter).Select(r => r.Value)];
        double[] ends = [branch.From, .. zeros.Concat(flat).Where(t => t > branch.From && t < branch.To).Distinct().Order(), branch.To];
        DesignInterval? open = null;
        for (int i = 1; i < ends.Length; i++)
        {
            bool holds = numerator.IsZero || ParameterFormula.At(numerator, family.Parameter, FamilyBranch.Inside(ends[i - 1], ends[i])) < 0;
            bool joins = open is not null && open.To == ends[i - 1] && !flat.Contains(ends[i - 1]);
            if (open is not null && !(holds && joins))
            {
                yield return open;
                open = null;
            }

            // Where a1 touches 0 from above, one member alone has it.
            if (!holds && i + 1 < ends.Length && !flat.Contains(ends[i]) && ParameterFormula.At(numerator, family.Parameter, FamilyBranch.Inside(ends[i], ends[i + 1])) > 0)
            {
                yield return new DesignInterval(ends[i], ends[i]);
            }

            open = !holds ? null : open is null ? new DesignInterval(ends[i - 1], ends[i]) : open with { To = ends[i] };
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    /// <summary>chi_par - chi_perp at C_W = 1, relative to chi_perp; with the C_b and C_W that make K a fixed point. Null where the member has no such values.</summary>
    private static (double Excess, double Cb, double Cw)? Critical(ActivationFamily family, double value, double k)
    {
        if (family.TryMember(new Number(Fraction.FromDouble(value))) is not Activation member)
        {
            return null;
        }

        ExpectationValues all = new ExpectationEvaluator(member).Evaluate(k, quantities: [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp]);
        if (!all[Quantity.Kernel].IsDefined || !all[Quantity.ChiParallel].IsDefined || !all[Quantity.ChiPerp].IsDefined || !(all[Quantity.ChiPerp].Value > 0))
        {
            return null;
        }

        double cw = 1 / all[Quantity.ChiPerp].Value;
        return ((all[Quantity.ChiParallel].Value * cw) - 1, k - (cw * all[Quantity.Kernel].Value), cw);
    }

    private static IEnumerable<DesignSolution> Search(ActivationFamily family, double k, CancellationToken cancellation)
    {
        double before = double.NaN, excessBefore = double.NaN;
        for (int i = 0; i < Samples; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double value = Widest * ((2.0 * i / (Samples - 1)) - 1);
            double excess = Critical(family, value, k)?.Excess ?? double.NaN;
            if (excess == 0 || excess * excessBefore < 0)
            {
                double root = value;
                bool found = excess == 0 || MathNet.Numerics.RootFinding.Brent.TryFindRoot(t => Critical(family, t, k)?.Excess ?? double.NaN, before, value, 1e-14, 100, out root);
                if (found && Critical(family, root, k) is { } at && Math.Abs(at.Excess) < Fulfilled && at.Cb >= -1e-12 * k)
                {
                    yield return new DesignSolution(root, null, null, Math.Max(0, at.Cb), at.Cw);
                }
            }

            (before, excessBefore) = (value, excess);
        }
    }
}
