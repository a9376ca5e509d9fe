using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>
/// Enclosures of all forms over one panel: the Taylor polynomial at the middle, integrated exactly, and the next coefficient over the whole panel.
/// </summary>
internal sealed class CertifiedPanel
{
    private readonly Interval[] _values = new Interval[ExpectationForm.All.Count];
    private readonly double[] _absolute = new double[ExpectationForm.All.Count];
    private readonly double[] _refinable = new double[ExpectationForm.All.Count];

    public CertifiedPanel(Expr formula, PanelGeometry geometry, Interval sigma)
    {
        Formula = formula;
        Geometry = geometry;
        LocalJets point = new(formula, Interval.Of(geometry.Middle), geometry.Radius, sigma, PanelGeometry.Length);
        LocalJets range = new(formula, geometry.Range, geometry.Radius, sigma, PanelGeometry.Length);
        IsNotReal = point.Derivative(FormSource.Function, 0).IsNotReal;
        for (int f = 0; f < _values.Length; f++)
        {
            ExpectationForm form = ExpectationForm.All[f];
            Interval scale = Interval.Of(form.Factor) * Interval.Of(geometry.Radius);
            for (int j = 0; j < form.Derivative; j++)
            {
                scale /= Interval.Of(geometry.Radius);
            }

            for (int k = 0; k < form.Hermite; k++)
            {
                scale /= sigma;
            }

            (_values[f], _refinable[f]) = Integrate(
                geometry,
                (point.Derivative(form.Source, form.Derivative), point.Weight(form.Hermite)),
                (range.Derivative(form.Source, form.Derivative), range.Weight(form.Hermite)),
                scale);
            (Jet a, Jet b) = (range.Derivative(form.Source, form.Derivative), range.Weight(form.Hermite));
            _absolute[f] = (a.Value * b.Value * scale * Interval.Of(2)).Magnitude;
        }
    }

    public Expr Formula { get; }

    public PanelGeometry Geometry { get; }

    /// <summary>True when s is not known to be real at the middle: no smaller panel would help.</summary>
    public bool IsNotReal { get; }

    /// <summary>The enclosure of a form's integral over the panel.</summary>
    public Interval this[int form] => _values[form];

    /// <summary>The part of its width that smaller panels reduce; the rest is rounding.</summary>
    public double Refinable(int form) => _refinable[form];

    /// <summary>The largest magnitude that the integral over a part of the panel can have.</summary>
    public double AbsoluteBound(int form) => double.IsNaN(_absolute[form]) ? double.PositiveInfinity : _absolute[form];

    /// <summary>The narrowest of the expansions of all orders; they enclose one number, and so does what they have in common.</summary>
    private static (Interval Value, double Refinable) Integrate(PanelGeometry geometry, (Jet A, Jet B) point, (Jet A, Jet B) range, Interval scale)
    {
        long pointExponent = point.A.Exponent + point.B.Exponent;
        long rangeExponent = range.A.Exponent + range.B.Exponent;
        int length = Math.Min(point.A.Length, point.B.Length);
        Interval polynomial = Interval.Zero;
        Interval value = Interval.Whole;
        double narrowest = double.PositiveInfinity;
        double refinable = double.PositiveInfinity;
        for (int k = 0; k < length; k++)
        {
            Interval integral = geometry.Integral(k);
            if (k % 2 == 0)
            {
                Interval remainder = (Jet.ProductCoefficient(range.A, range.B, k) * integral).Scale(rangeExponent) * scale;
                Interval enclosure = polynomial + remainder;
                if (enclosure.IsNotReal)
                {
                    // The middle may be a pole, as of exp(-1/z^2), while the range is known.
                    break;
                }

                value = Interval.Intersect(value, enclosure);
                if (enclosure.Width < narrowest)
                {
                    narrowest = enclosure.Width;
                    refinable = remainder.Width;
                }
            }

            if (!integral.IsZero)
            {
                polynomial += (Jet.ProductCoefficient(point.A, point.B, k) * integral).Scale(pointExponent) * scale;
            }
        }

        return (value, Math.Min(refinable, value.Width));
    }
}
