using Theory.Activations;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A function that is a <see cref="GaussianSum"/> between exact breakpoints.</summary>
internal sealed class PiecewiseGaussianSum
{
    private const int MaximumMoments = 20_000;

    private readonly DerivationBudget _budget;
    private readonly IReadOnlyList<Expr> _breakpoints;
    private readonly IReadOnlyList<GaussianSum> _pieces;

    private PiecewiseGaussianSum(DerivationBudget budget, IReadOnlyList<Expr> breakpoints, IReadOnlyList<GaussianSum> pieces)
    {
        _budget = budget;
        _breakpoints = breakpoints;
        _pieces = pieces;
    }

    /// <summary>Reads an activation.</summary>
    /// <exception cref="NoClosedFormException">A piece is not in the class.</exception>
    public static PiecewiseGaussianSum Read(Activation activation, DerivationBudget budget)
    {
        GaussianSumReader reader = new(budget);
        return new(budget, [.. activation.Breakpoints], [.. activation.Pieces.Select(p => reader.Read(p.Expression))]);
    }

    /// <summary>Pointwise product.</summary>
    public static PiecewiseGaussianSum operator *(PiecewiseGaussianSum a, PiecewiseGaussianSum b) =>
        new(a._budget, a._breakpoints, [.. a._pieces.Zip(b._pieces, (p, q) => GaussianSum.Multiply(p, q, a._budget))]);

    /// <summary>The ordinary derivative; jumps contribute nothing.</summary>
    public PiecewiseGaussianSum Derivative() => new(_budget, _breakpoints, [.. _pieces.Select(p => p.Derivative())]);

    /// <summary>z^n times the function.</summary>
    public PiecewiseGaussianSum TimesPower(int n) => new(_budget, _breakpoints, [.. _pieces.Select(p => p.TimesPower(n))]);

    /// <summary>The Gaussian expectation.</summary>
    /// <exception cref="NoClosedFormException">A term has no known closed form.</exception>
    public KernelForm Expectation(WholeLineMoments wholeLine, HalfLineMoments halfLine)
    {
        KernelForm form = new();
        foreach (TruncatedMoment moment in Moments(wholeLine, halfLine))
        {
            form.AddScaled(moment.Value, RationalInKernel.Monomial(0, moment.Coefficient));
        }

        return form;
    }

    /// <summary>The expectation term by term: each term of each piece, with its mean over that piece.</summary>
    /// <exception cref="NoClosedFormException">A term has no known closed form.</exception>
    public IEnumerable<TruncatedMoment> Moments(WholeLineMoments wholeLine, HalfLineMoments halfLine)
    {
        RequireModestSize();
        for (int i = 0; i < _pieces.Count; i++)
        {
            Expr? from = i == 0 ? null : _breakpoints[i - 1];
            Expr? to = i == _breakpoints.Count ? null : _breakpoints[i];
            foreach ((GaussianTerm term, Expr coefficient) in _pieces[i].Terms.OrderBy(t => t.Key.Power))
            {
                KernelForm mean = Moment(term, from, to, wholeLine, halfLine);
                _budget.Spend(mean.Size * coefficient.Size);
                yield return new TruncatedMoment(term, coefficient, from, to, mean);
            }
        }
    }

    /// <summary>The function on each piece.</summary>
    public IEnumerable<(Expr? From, Expr? To, Expr Expression)> Describe() => _pieces.Select((p, i) => (
        i == 0 ? null : _breakpoints[i - 1],
        i == _breakpoints.Count ? null : _breakpoints[i],
        Sum.Of(p.Terms.Select(t => t.Value * t.Key.ToExpr()))));

    private static KernelForm Moment(GaussianTerm term, Expr? from, Expr? to, WholeLineMoments wholeLine, HalfLineMoments halfLine)
    {
        if (from is null)
        {
            return to is null ? wholeLine.Of(term) : halfLine.Of(term, to, above: false);
        }

        KernelForm moment = new();
        moment.AddScaled(halfLine.Of(term, from, above: true), RationalInKernel.Monomial(0, Expr.One));
        if (to is not null)
        {
            moment.AddScaled(halfLine.Of(term, to, above: true), RationalInKernel.Monomial(0, -1));
        }

        return moment;
    }

    /// <summary>
    /// The least upper bound of the K at which the expectation exists: 1/(2a) for the largest a > 0 among factors exp(a z^2) on the
    /// unbounded pieces; null when it exists for every K.
    /// </summary>
    public Expr? ConvergenceBound() => Bound(_breakpoints.Count == 0 ? [0] : [0, _pieces.Count - 1]);

    /// <summary>As <see cref="ConvergenceBound"/>, but over all pieces: beyond it the formula does not hold, although the expectation may exist.</summary>
    public Expr? ValidityBound() => Bound(Enumerable.Range(0, _pieces.Count));

    /// <summary>The moment of order n at a breakpoint has n^2/4 terms before they are collected.</summary>
    private void RequireModestSize()
    {
        int power = _pieces.SelectMany(p => p.Terms.Keys).Select(t => t.Power).DefaultIfEmpty(0).Max();
        if (_breakpoints.Count * (double)power * power / 4 > MaximumMoments)
        {
            throw new NoClosedFormException(
                $"{_breakpoints.Count} breakpoints and powers of z up to {power} would give a formula of more than {MaximumMoments} terms");
        }
    }

    private Expr? Bound(IEnumerable<int> pieces)
    {
        Expr? largest = pieces.SelectMany(i => _pieces[i].Terms.Keys).Select(t => t.Quadratic)
            .Where(a => ConstantValue.Of(a) > 0).DefaultIfEmpty(null).MaxBy(a => a is null ? 0 : ConstantValue.Of(a));
        return largest is null ? null : 1 / (2 * largest);
    }
}
