using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The flow of kernel matrix, mean metric, tangent kernel and four-point vertex of two inputs.</summary>
public sealed class TwoInputFlow
{
    private static readonly Quantity[] Single = [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H, Quantity.FourthMoment, Quantity.KernelSecondDerivative];

    private readonly ExpectationEvaluator _evaluator;
    private readonly TwoInputEvaluator _pairs;

    /// <summary>Prepares an activation.</summary>
    /// <exception cref="UserInputException">The activation has a free parameter.</exception>
    public TwoInputFlow(ExpectationEvaluator evaluator)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        _evaluator = evaluator;
        _pairs = new TwoInputEvaluator(evaluator.Activation);
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
            1, options.K1, k12, k2, Theta(options.K1), Theta(k12), Theta(k2), MidpointKernel.Of(options.K1, k2, k12), default(PairVertex))
        {
            Correction = default(PairCorrection),
        };
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
        ExpectationValues first = _evaluator.Evaluate(layer.K11, quantities: Single).OrThrow();
        ExpectationValues second = _evaluator.Evaluate(layer.K22, quantities: Single).OrThrow();
        TwoInputValues pair = _pairs.Evaluate(layer.K11, layer.K22, layer.Rho);
        (double product, double slopes) = (pair.KernelProduct.Value, pair.DerivativeProduct.Value);
        double Theta(double theta, double g, double slope) => options.LambdaB + (options.LambdaW * g) + (cw * slope * theta);
        double ratio = layer.Layer == 1 ? 1 : (double)options.WidthOf(layer.Layer) / options.WidthOf(layer.Layer - 1);
        PairResponse? response = layer.Vertex is null ? null : Response(layer, first, second, slopes, cw);
        return new TwoInputLayer(
            next,
            cb + (cw * first[Quantity.Kernel].Value),
            cb + (cw * product),
            cb + (cw * second[Quantity.Kernel].Value),
            Theta(layer.Theta11, first[Quantity.Kernel].Value, first[Quantity.ChiPerp].Value),
            Theta(layer.Theta12, product, slopes),
            Theta(layer.Theta22, second[Quantity.Kernel].Value, second[Quantity.ChiPerp].Value),
            NextClose(layer.Close, cb, cw),
            response is PairResponse j ? layer.Vertex!.Value.Next(Source(layer, first, second, product, cw), j, ratio) : null)
        {
            Correction = response is PairResponse slope ? Correction(layer, first, second, slope, cw, ratio) : null,
        };
    }

    /// <summary>One step for close inputs; NaN for opposite ones, whose midpoint has no kernel.</summary>
    private MidpointKernel NextClose(MidpointKernel k, double cb, double cw)
    {
        if (!(k.K0 > 0))
        {
            return new MidpointKernel(double.NaN, double.NaN, double.NaN);
        }

        ExpectationValues values = _evaluator.Evaluate(k.K0, quantities: Single).OrThrow();
        return new MidpointKernel(
            cb + (cw * values[Quantity.Kernel].Value),
            cw * values[Quantity.ChiParallel].Value * k.K1,
            cw * ((values[Quantity.ChiPerp].Value * k.K2) + (values[Quantity.H].Value * k.K1 * k.K1)));
    }

    /// <summary>The first derivatives; null where they do not exist, at full correlation if s jumps.</summary>
    private PairResponse? Response(TwoInputLayer layer, ExpectationValues first, ExpectationValues second, double slopes, double cw)
    {
        double? bend1 = Bend(layer.K11, layer.K22, layer.K12, layer.Rho, slopes);
        double? bend2 = Bend(layer.K22, layer.K11, layer.K12, layer.Rho, slopes);
        return bend1 is double b1 && bend2 is double b2
            ? new PairResponse(cw * first[Quantity.ChiParallel].Value, cw * b1 / 2, cw * slopes, cw * b2 / 2, cw * second[Quantity.ChiParallel].Value)
            : null;
    }

    /// <summary>
    /// &lt;s''_1 s_2&gt; from &lt;z_1 s'_1 s_2&gt; = K_11 &lt;s''_1 s_2&gt; + K_12 &lt;s'_1 s'_2&gt;, Stein's lemma: kinks of s need no delta functions, and jumps
    /// only those of s' itself.
    /// </summary>
    private double? Bend(double k1, double k2, double k12, double rho, double slopes)
    {
        if (double.IsNaN(slopes))
        {
            return null;
        }

        PiecewiseSmoothFunction s = _evaluator.Function;
        PairMoments moments = new(s, k1, k2, rho);
        Func<double, double> given = moments.Conditional(s.ValueAt);
        double sum = moments.Expectation(z => z * s.PieceAt(z).S1(z), given);
        foreach (Breakpoint point in s.Junctions.Where(b => b.IsJump && b.Position != 0))
        {
            double density = SpecialFunctions.NormalPdf(point.Position / Math.Sqrt(k1)) / Math.Sqrt(k1);
            sum += (point.Right.S - point.Left.S) * point.Position * density * given(point.Position);
        }

        return (sum - (k12 * slopes)) / k1;
    }

    /// <summary>What the neurons of one layer add to the vertex: C_W^2 (&lt;s s s s&gt; - &lt;s s&gt; &lt;s s&gt;).</summary>
    private PairVertex Source(TwoInputLayer layer, ExpectationValues first, ExpectationValues second, double product, double cw)
    {
        PiecewiseSmoothFunction s = _evaluator.Function;
        double Cube(double z) => s.ValueAt(z) is var y ? y * y * y : 0;
        double Square(double z) => s.ValueAt(z) is var y ? y * y : 0;
        PairMoments forwards = new(s, layer.K11, layer.K22, layer.Rho);
        PairMoments backwards = new(s, layer.K22, layer.K11, layer.Rho);
        (double g1, double g2) = (first[Quantity.Kernel].Value, second[Quantity.Kernel].Value);
        double squares = forwards.Expectation(Square, forwards.Conditional(Square));
        double square = cw * cw;
        return new PairVertex(
            square * (first[Quantity.FourthMoment].Value - (g1 * g1)),
            square * (forwards.Expectation(Cube, forwards.Conditional(s.ValueAt)) - (g1 * product)),
            square * (squares - (g1 * g2)),
            square * (squares - (product * product)),
            square * (backwards.Expectation(Cube, backwards.Conditional(s.ValueAt)) - (g2 * product)),
            square * (second[Quantity.FourthMoment].Value - (g2 * g2)));
    }

    private PairCorrection? Correction(
        TwoInputLayer layer, ExpectationValues first, ExpectationValues second, in PairResponse response, double cw, double ratio)
    {
        if (layer.Correction is not PairCorrection before || layer.Vertex is not PairVertex vertex)
        {
            return null;
        }

        // In front of layer 2 nothing fluctuates, whether the second derivatives exist or not.
        return vertex == default
            ? default(PairCorrection)
            : before.Next(
                vertex,
                response,
                PairCurvature.Of(_pairs, layer, cw, first[Quantity.KernelSecondDerivative].Value, second[Quantity.KernelSecondDerivative].Value),
                ratio);
    }

    private static UserInputException Leaves(int layer, string why) => new(string.Create(
        CultureInfo.InvariantCulture, $"the flow of the two inputs ends at layer {layer}: {why.TrimEnd('.')}; use a depth below {layer}, or another C_W or K(1)"));
}
