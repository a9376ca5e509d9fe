using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The flow of kernel matrix, tangent kernel and four-point vertex of two inputs.</summary>
public sealed class TwoInputFlow
{
    private static readonly Quantity[] Single = [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H, Quantity.FourthMoment];

    private readonly ExpectationEvaluator _evaluator;
    private readonly TwoInputEvaluator _pairs;
    private readonly bool _jumps;

    /// <summary>Prepares an activation.</summary>
    /// <exception cref="UserInputException">The activation has a free parameter.</exception>
    public TwoInputFlow(ExpectationEvaluator evaluator)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        _evaluator = evaluator;
        _pairs = new TwoInputEvaluator(evaluator.Activation);
        _jumps = evaluator.Activation.FirstJump is not null;
    }

    /// <summary>Iterates the recursions from layer 1 to layer L.</summary>
    /// <param name="options">C_b, C_W, widths, depth, and K(1) of the first input.</param>
    /// <param name="k2">K(1) of the second input; positive.</param>
    /// <param name="rho">The correlation of the two in the first layer, from -1 to 1.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">An option is out of its domain, an expectation does not exist, or the flow leaves double precision.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public IReadOnlyList<TwoInputLayer> Compute(FlowOptions options, double k2, double rho, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (!(k2 > 0 && double.IsFinite(k2) && Math.Abs(rho) <= 1))
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"the second input needs a positive finite K(1) and a correlation from -1 to 1, got K(1) = {k2} and rho = {rho}"));
        }

        double k12 = rho * Math.Sqrt(options.K1 * k2);
        double Theta(double k) => options.LambdaB + (options.LambdaW * (k - options.CbOf(1)) / options.CwOf(1));
        TwoInputLayer layer = new(
            1, options.K1, k12, k2, Theta(options.K1), Theta(k12), Theta(k2), MidpointKernel.Of(options.K1, k2, k12), _jumps ? null : default(PairVertex));
        List<TwoInputLayer> layers = [layer];
        while (layers.Count < options.Depth)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                layer = Next(layer, options);
            }
            catch (UserInputException error)
            {
                throw Leaves(layer.Layer + 1, error.Message);
            }

            bool finite = double.IsFinite(layer.K11) && double.IsFinite(layer.K12) && double.IsFinite(layer.K22) && double.IsFinite(layer.Vertex?.V1111 + layer.Vertex?.V2222 ?? 0);
            if (!finite || !(layer.K11 > 0 && layer.K22 > 0))
            {
                throw Leaves(layer.Layer, finite ? "a kernel underflows to 0" : "a kernel or its fluctuation exceeds 1.8e308");
            }

            layers.Add(layer);
        }

        return layers;
    }

    private TwoInputLayer Next(TwoInputLayer layer, FlowOptions options)
    {
        int next = layer.Layer + 1;
        (double cb, double cw) = (options.CbOf(next), options.CwOf(next));
        ExpectationValues first = _evaluator.Evaluate(layer.K11, quantities: Single);
        ExpectationValues second = _evaluator.Evaluate(layer.K22, quantities: Single);
        TwoInputValues pair = _pairs.Evaluate(layer.K11, layer.K22, layer.Rho);
        (double product, double slopes) = (pair.KernelProduct.Value, pair.DerivativeProduct.Value);
        double Theta(double theta, double g, double slope) => options.LambdaB + (options.LambdaW * g) + (cw * slope * theta);
        double ratio = layer.Layer == 1 ? 1 : (double)options.WidthOf(layer.Layer) / options.WidthOf(layer.Layer - 1);
        return new TwoInputLayer(
            next,
            cb + (cw * first[Quantity.Kernel].Value),
            cb + (cw * product),
            cb + (cw * second[Quantity.Kernel].Value),
            Theta(layer.Theta11, first[Quantity.Kernel].Value, first[Quantity.ChiPerp].Value),
            Theta(layer.Theta12, product, slopes),
            Theta(layer.Theta22, second[Quantity.Kernel].Value, second[Quantity.ChiPerp].Value),
            NextClose(layer.Close, cb, cw),
            layer.Vertex is PairVertex vertex ? Vertex(layer, vertex, first, second, product, slopes, cw, ratio) : null);
    }

    /// <summary>One step for close inputs; NaN for opposite ones, whose midpoint has no kernel.</summary>
    private MidpointKernel NextClose(MidpointKernel k, double cb, double cw)
    {
        if (!(k.K0 > 0))
        {
            return new MidpointKernel(double.NaN, double.NaN, double.NaN);
        }

        ExpectationValues values = _evaluator.Evaluate(k.K0, quantities: Single);
        return new MidpointKernel(
            cb + (cw * values[Quantity.Kernel].Value),
            cw * values[Quantity.ChiParallel].Value * k.K1,
            cw * ((values[Quantity.ChiPerp].Value * k.K2) + (values[Quantity.H].Value * k.K1 * k.K1)));
    }

    private PairVertex Vertex(
        TwoInputLayer layer, PairVertex vertex, ExpectationValues first, ExpectationValues second, double product, double slopes, double cw, double ratio)
    {
        PiecewiseSmoothFunction s = _evaluator.Function;
        double Cube(double z) => s.ValueAt(z) is var y ? y * y * y : 0;
        double Square(double z) => s.ValueAt(z) is var y ? y * y : 0;
        double Slope(double z) => z * s.PieceAt(z).S1(z);
        PairMoments forwards = new(s, layer.K11, layer.K22, layer.Rho);
        PairMoments backwards = new(s, layer.K22, layer.K11, layer.Rho);
        Func<double, double> given1 = forwards.Conditional(s.ValueAt);
        Func<double, double> given2 = backwards.Conditional(s.ValueAt);

        // <z_1 s'_1 s_2> = K_11 <s''_1 s_2> + K_12 <s'_1 s'_2> by Stein's lemma: kinks in s' need no delta functions.
        double bend1 = (forwards.Expectation(Slope, given1) - (layer.K12 * slopes)) / layer.K11;
        double bend2 = (backwards.Expectation(Slope, given2) - (layer.K12 * slopes)) / layer.K22;
        (double g1, double g2) = (first[Quantity.Kernel].Value, second[Quantity.Kernel].Value);
        double squares = forwards.Expectation(Square, forwards.Conditional(Square));
        double square = cw * cw;
        PairVertex source = new(
            square * (first[Quantity.FourthMoment].Value - (g1 * g1)),
            square * (forwards.Expectation(Cube, given1) - (g1 * product)),
            square * (squares - (g1 * g2)),
            square * (squares - (product * product)),
            square * (backwards.Expectation(Cube, given2) - (g2 * product)),
            square * (second[Quantity.FourthMoment].Value - (g2 * g2)));
        return vertex.Next(
            source,
            new PairResponse(cw * first[Quantity.ChiParallel].Value, cw * bend1 / 2, cw * slopes, cw * bend2 / 2, cw * second[Quantity.ChiParallel].Value),
            ratio);
    }

    private static UserInputException Leaves(int layer, string why) => new(string.Create(
        CultureInfo.InvariantCulture, $"the flow of the two inputs ends at layer {layer}: {why.TrimEnd('.')}; use a depth below {layer}, or another C_W or K(1)"));
}
