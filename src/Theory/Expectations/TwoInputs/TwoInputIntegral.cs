using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>E[f(x) h(y)] of two functions of correlated Gaussian variables: planes, half-planes, quadrants, lines and corners.</summary>
internal sealed class TwoInputIntegral(BivariateGaussian gaussian, DerivationBudget budget)
{
    /// <summary>Adding to what is simplified already takes a fraction of the time of the other steps that a budget counts.</summary>
    private const int NodesPerSum = 8;

    private readonly PlaneMoments _plane = new(gaussian, budget);
    private readonly Dictionary<(GaussianTerm, GaussianTerm, HalfLine?, HalfLine?), QuadrantMoments> _quadrants = [];
    private readonly Dictionary<(Expr, Expr), BivariateForm> _tilted = [];

    /// <summary>The expectation of the product.</summary>
    /// <exception cref="NoClosedFormException">A product of terms has no known closed form.</exception>
    public Expr Of(KinkedSum f, KinkedSum h)
    {
        _tilted.Clear();
        BivariateForm form = new();
        foreach ((HalfLine? halfA, GaussianSum partA) in Parts(f))
        {
            foreach ((HalfLine? halfB, GaussianSum partB) in Parts(h))
            {
                foreach ((GaussianTerm a, Expr coefficientA) in partA.Terms)
                {
                    foreach ((GaussianTerm b, Expr coefficientB) in partB.Terms)
                    {
                        BivariateForm target = FormOf(form, a, b, isPlane: halfA is null && halfB is null);
                        target.AddScaled(Moment(a, b, halfA, halfB), coefficientA * coefficientB);
                        budget.Spend(target.Size / NodesPerSum);
                    }
                }
            }
        }

        AddJumps(form, f, h, exchanged: false);
        AddJumps(form, h, f, exchanged: true);
        foreach ((Expr pointA, Expr heightA) in f.Jumps)
        {
            foreach ((Expr pointB, Expr heightB) in h.Jumps)
            {
                form.AddScaled(Quadrant(gaussian, GaussianTerm.Unit, GaussianTerm.Unit, new(pointA, true), new(pointB, true)).Corner(), heightA * heightB);
            }
        }

        return Sum.Of(_tilted.Select(t => gaussian.Tilted(t.Key.Item1, t.Key.Item2).PutInto(t.Value.ToExpr())).Prepend(form.ToExpr()));
    }

    private static IEnumerable<(HalfLine? Half, GaussianSum Function)> Parts(KinkedSum f) =>
        f.Corrections.Select(c => ((HalfLine?)c.Half, c.Function)).Prepend((null, f.Base));

    /// <summary>Dirac masses of one function against the other.</summary>
    private void AddJumps(BivariateForm form, KinkedSum jumping, KinkedSum other, bool exchanged)
    {
        foreach ((Expr point, Expr height) in jumping.Jumps)
        {
            foreach ((HalfLine? half, GaussianSum function) in Parts(other))
            {
                foreach ((GaussianTerm term, Expr coefficient) in function.Terms)
                {
                    RequireTruncatable(term);
                    GaussianTerm unit = GaussianTerm.Unit;
                    GaussianTerm exponent = term with { Power = 0 };
                    BivariateForm target = exchanged ? FormOf(form, exponent, unit, isPlane: false) : FormOf(form, unit, exponent, isPlane: false);
                    BivariateGaussian used = IsTilted(unit, exponent) ? BivariateGaussian.Placeholder : gaussian;
                    QuadrantMoments moments = Quadrant(exchanged ? used.Exchanged : used, unit, exponent, new(point, true), half);
                    target.AddScaled(moments.Slice(term.Power), height * coefficient);
                }
            }
        }
    }

    private BivariateForm Moment(GaussianTerm a, GaussianTerm b, HalfLine? halfA, HalfLine? halfB)
    {
        if (halfA is null && halfB is null)
        {
            return _plane.Of(a, b);
        }

        RequireTruncatable(a);
        RequireTruncatable(b);
        (GaussianTerm, GaussianTerm, HalfLine?, HalfLine?) key = (a with { Power = 0 }, b with { Power = 0 }, halfA, halfB);
        if (!_quadrants.TryGetValue(key, out QuadrantMoments? moments))
        {
            BivariateGaussian used = IsTilted(a, b) ? BivariateGaussian.Placeholder : gaussian.Tilted(a.Quadratic, b.Quadratic);
            _quadrants[key] = moments = Quadrant(used, key.Item1, key.Item2, halfA, halfB);
        }

        return moments.Of(a.Power, b.Power);
    }

    /// <summary>The form that a moment is added to: those of a tilted Gaussian are collected apart.</summary>
    private BivariateForm FormOf(BivariateForm plain, GaussianTerm a, GaussianTerm b, bool isPlane)
    {
        if (isPlane || !IsTilted(a, b))
        {
            return plain;
        }

        if (!_tilted.TryGetValue((a.Quadratic, b.Quadratic), out BivariateForm? form))
        {
            _tilted[(a.Quadratic, b.Quadratic)] = form = new BivariateForm();
        }

        return form;
    }

    /// <summary>Equal and opposite inputs need no placeholder: their tilted variance is K/(1 - 2(a + a')K).</summary>
    private bool IsTilted(GaussianTerm a, GaussianTerm b) => !gaussian.IsDegenerate && !(a.Quadratic.IsZero && b.Quadratic.IsZero);

    private QuadrantMoments Quadrant(BivariateGaussian ordered, GaussianTerm a, GaussianTerm b, HalfLine? halfA, HalfLine? halfB) =>
        new(ordered, a, b, halfA, halfB, budget);

    private static void RequireTruncatable(GaussianTerm term)
    {
        if (!term.Frequency.IsZero || !term.Cdfs.IsOne)
        {
            throw new NoClosedFormException(term.Cdfs.IsOne
                ? "sin or cos on a half-line leads to error functions of complex argument"
                : "erf or Phi times a truncated Gaussian leads to multivariate normal probabilities");
        }
    }
}
