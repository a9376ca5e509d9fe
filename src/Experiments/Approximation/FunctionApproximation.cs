using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Parsing;

namespace Theory.Experiments.Approximation;

/// <summary>A function with its partial derivatives, and how far interpolants and networks are from them.</summary>
public sealed class FunctionApproximation
{
    private readonly Func<double[], double> _function;
    private readonly Func<double[], double>[] _derivatives;
    private readonly InputDomain _box;
    private readonly double[][] _points;
    private readonly double[] _values;

    /// <summary>Compiles the function.</summary>
    public FunctionApproximation(FormulaText formula, InputDomain box)
    {
        Symbol[] symbols = [.. formula.Variables.Select(v => new Symbol(v))];
        _function = ExpressionCompiler.Compile(formula.Formula, symbols);
        _derivatives = [.. symbols.Select(s => ExpressionCompiler.Compile(formula.Formula.Derivative(s), symbols))];
        _box = box;
        _points = [.. Polynomials.Stability.SamplePoints.Of(box, 2_000).Chunk(symbols.Length)];
        _values = [.. _points.Select(_function)];
    }

    /// <summary>The function.</summary>
    public double Evaluate(double[] point) => _function(point);

    /// <summary>The largest difference between a network in double precision and the function.</summary>
    public double Error(LayeredNetwork network)
    {
        double[] values = new double[_points.Length];
        new CompiledNetwork<double>(network).Evaluate([.. _points.SelectMany(p => p)], values);
        return _values.Zip(values, (f, v) => Difference(v, f)).Max();
    }

    /// <summary>The largest difference of the values alone.</summary>
    public double ValueError(ChebyshevTensor interpolant, CancellationToken cancellation) => _points.Zip(_values, (x, f) =>
    {
        cancellation.ThrowIfCancellationRequested();
        return Difference(interpolant.Evaluate([.. x.Select(Mapped)]), f);
    }).Max();

    /// <summary>The largest difference of the values, and of the values and all first derivatives (the C^1 norm of Definition 9).</summary>
    /// <remarks>Points at which a derivative is not defined, as that of |x| at 0, do not count.</remarks>
    public (double Error, double ErrorC1) Error(ChebyshevTensor interpolant, CancellationToken cancellation)
    {
        double error = 0;
        double errorC1 = 0;
        foreach (double[] point in _points)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] mapped = [.. point.Select(Mapped)];
            error = Math.Max(error, Difference(interpolant.Evaluate(mapped), _function(point)));
            for (int i = 0; i < point.Length; i++)
            {
                double derivative = _derivatives[i](point);
                if (double.IsFinite(derivative))
                {
                    errorC1 = Math.Max(errorC1, Math.Abs((interpolant.Derivative(mapped, i) / HalfWidth(i)) - derivative));
                }
            }
        }

        return (error, Math.Max(error, errorC1));
    }

    /// <summary>A point at which the function is not defined, as x log x at 0, does not count; a value that is not a number is no proof of closeness.</summary>
    private static double Difference(double value, double function) =>
        double.IsNaN(function) ? 0 : double.IsNaN(value - function) ? double.PositiveInfinity : Math.Abs(value - function);

    private double Mapped(double x, int i) => Math.Clamp((x - Centre(i)) / HalfWidth(i), -1, 1);

    private double Centre(int i) => ((_box.Sides[i].Lower!.Value + _box.Sides[i].Upper!.Value) / 2).ToNearestDouble();

    private double HalfWidth(int i) => ((_box.Sides[i].Upper!.Value - _box.Sides[i].Lower!.Value) / 2).ToNearestDouble();
}
