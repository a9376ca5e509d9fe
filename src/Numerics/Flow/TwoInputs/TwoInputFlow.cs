using System.Globalization;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The flow of kernel matrix, mean metric, tangent kernel and four-point vertex of two inputs.</summary>
public static class TwoInputFlow
{
    // Closer to 1 than this a correlation is full but for rounding, and the correction differs by less than that from its limit.
    private const double FullCorrelation = 1e-12;

    /// <summary>
    /// Inputs closer than this, |x_1 - x_2|^2 against |x|^2, are close: second derivatives of the element 12 grow like 1/sqrt(d) at a kink there, and what they multiply cancels to
    /// d^2, which left 1e-7 of selu; expanded for small d, terms of d^(3/2) are neglected.
    /// </summary>
    private const double CloseInputs = 1e-5;

    /// <summary>A slope that multiplies so small a distance needs no more digits than a difference quotient over this part of K has.</summary>
    private const double Quotient = 1e-3;

    private static readonly Quantity[] Single = [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H, Quantity.FourthMoment, Quantity.KernelSecondDerivative];

    /// <summary>Iterates the recursions from layer 1 to layer L.</summary>
    /// <param name="evaluators">The network with its activations.</param>
    /// <param name="signal">Two inputs.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The network cannot have such a first layer, or is infinitely wide.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<TwoInputLayer> Compute(NetworkEvaluator evaluators, Signal signal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluators);
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentOutOfRangeException.ThrowIfNotEqual(signal.Count, 2, nameof(signal));
        Network network = evaluators.Network;
        network.RequireNormal("the flow of two inputs");
        double[] first = signal.FirstKernel(network);
        (double k11, double k12, double k22) = (first[0], first[1], first[3]);
        double Theta(double k) => network[1].LambdaB + (network[1].LambdaW * (k - network[1].Cb) / network[1].Cw);
        TwoInputLayer layer = new(
            1, k11, k12, k22, Theta(k11), Theta(k12), Theta(k22), MidpointKernel.Of(k11, k22, k12), default(PairVertex))
        {
            Correction = default(PairCorrection),
        };
        List<TwoInputLayer> layers = [layer];
        RectifiedPair? rectified = RectifiedPair.First(k11, k22, k12, signal.Correlation);
        while (layers.Count < network.Depth)
        {
            cancellation.ThrowIfCancellationRequested();
            (TwoInputLayer? next, NoValue? missing) = Next(layer, evaluators);
            if (next is null)
            {
                return Ends(layer.Layer + 1, FlowEndKind.Expectation, missing!.Reason);
            }

            layer = next;
            bool finite = double.IsFinite(layer.K11) && double.IsFinite(layer.K12) && double.IsFinite(layer.K22) && double.IsFinite(layer.Vertex?.V1111 + layer.Vertex?.V2222 ?? 0);
            if (!finite || !(layer.K11 > 0 && layer.K22 > 0))
            {
                return finite
                    ? Ends(layer.Layer, FlowEndKind.Underflow, "a kernel underflows to 0")
                    : Ends(layer.Layer, FlowEndKind.Overflow, "a kernel or its fluctuation exceeds 1.8e308");
            }

            rectified = Homogeneity.Of(evaluators.At(layer.Layer - 1)!.Activation) is Homogeneity line
                ? rectified?.Next(line, network[layer.Layer].Cb, network[layer.Layer].Cw, Ratio(network, layer.Layer - 1))
                : null;
            layer = rectified is not null && layer.Correction is PairCorrection g ? layer with { Correction = g with { G12 = rectified.G12 } } : layer;
            layers.Add(layer);
        }

        return new FlowOutcome<TwoInputLayer>(layers, null);

        FlowOutcome<TwoInputLayer> Ends(int at, FlowEndKind kind, string why) => new(layers, new FlowEnd(at, kind, string.Create(
            CultureInfo.InvariantCulture, $"the flow of the two inputs ends at layer {at}: {why.TrimEnd('.')}; use a depth below {at}, or another C_W or K(1)")));
    }

    /// <summary>The next layer, or what an expectation that it needs has instead of a value.</summary>
    private static (TwoInputLayer? Next, NoValue? Missing) Next(TwoInputLayer layer, NetworkEvaluator evaluators)
    {
        Network network = evaluators.Network;
        ExpectationEvaluator evaluator = evaluators.At(layer.Layer)!;
        TwoInputEvaluator pairs = evaluators.PairsAt(layer.Layer);
        int next = layer.Layer + 1;
        (double cb, double cw) = (network[next].Cb, network[next].Cw);
        ExpectationValues first = evaluator.Evaluate(layer.K11, quantities: Single);
        ExpectationValues second = evaluator.Evaluate(layer.K22, quantities: Single);

        // Opposite inputs have a midpoint of 0, which has no kernel.
        ExpectationValues? middle = layer.Close.K0 > 0 ? evaluator.Evaluate(layer.Close.K0, quantities: Single) : null;
        TwoInputValues pair = pairs.Evaluate(layer.K11, layer.K22, layer.Rho);
        if ((first.Missing ?? second.Missing ?? middle?.Missing ?? pair.Missing) is NoValue missing)
        {
            return (null, missing);
        }

        (double product, double slopes) = (pair.KernelProduct.Value, pair.DerivativeProduct.Value);
        double Theta(double theta, double g, double slope) => network[next].LambdaB + (network[next].LambdaW * g) + (cw * slope * theta);
        double ratio = Ratio(network, layer.Layer);
        PairMoments forwards = new(evaluator.Function, layer.K11, layer.K22, layer.Rho);
        PairMoments backwards = new(evaluator.Function, layer.K22, layer.K11, layer.Rho);
        PairResponse? response = layer.Vertex is null ? null : Response(evaluator.Function, layer, forwards, backwards, first, second, slopes, cw);
        TwoInputLayer result = new(
            next,
            cb + (cw * first[Quantity.Kernel].Value),
            cb + (cw * product),
            cb + (cw * second[Quantity.Kernel].Value),
            Theta(layer.Theta11, first[Quantity.Kernel].Value, first[Quantity.ChiPerp].Value),
            Theta(layer.Theta12, product, slopes),
            Theta(layer.Theta22, second[Quantity.Kernel].Value, second[Quantity.ChiPerp].Value),
            NextClose(middle, layer.Close, cb, cw),
            response is PairResponse j ? layer.Vertex!.Value.Next(Source(evaluator.Function, forwards, backwards, first, second, product, cw), j, ratio) : null)
        {
            Correction = response is PairResponse slope ? Correction(evaluator, layer, first, second, product, slope, cw, ratio) : null,
        };
        return (forwards.Missing ?? backwards.Missing) is NoValue none ? (null, none) : (result, null);
    }

    /// <summary>n_l/n_(l-1); nothing fluctuates before layer 1.</summary>
    private static double Ratio(Network network, int layer) => layer == 1 ? 1 : (double)network.WidthOf(layer) / network.WidthOf(layer - 1);

    /// <summary>One step for close inputs; NaN for opposite ones.</summary>
    private static MidpointKernel NextClose(ExpectationValues? values, MidpointKernel k, double cb, double cw) => values is null
        ? new MidpointKernel(double.NaN, double.NaN, double.NaN)
        : new MidpointKernel(
            cb + (cw * values[Quantity.Kernel].Value),
            cw * values[Quantity.ChiParallel].Value * k.K1,
            cw * ((values[Quantity.ChiPerp].Value * k.K2) + (values[Quantity.H].Value * k.K1 * k.K1)));

    /// <summary>The first derivatives; null where they do not exist, at full correlation if s jumps.</summary>
    private static PairResponse? Response(
        PiecewiseSmoothFunction s, TwoInputLayer layer, PairMoments forwards, PairMoments backwards, ExpectationValues first, ExpectationValues second, double slopes, double cw)
    {
        double? bend1 = Bend(s, forwards, layer.K11, layer.K12, slopes);
        double? bend2 = Bend(s, backwards, layer.K22, layer.K12, slopes);
        return bend1 is double b1 && bend2 is double b2
            ? new PairResponse(cw * first[Quantity.ChiParallel].Value, cw * b1 / 2, cw * slopes, cw * b2 / 2, cw * second[Quantity.ChiParallel].Value)
            : null;
    }

    /// <summary>
    /// &lt;s''_1 s_2&gt; from &lt;z_1 s'_1 s_2&gt; = K_11 &lt;s''_1 s_2&gt; + K_12 &lt;s'_1 s'_2&gt;, Stein's lemma: kinks of s need no delta functions, and jumps
    /// only those of s' itself.
    /// </summary>
    private static double? Bend(PiecewiseSmoothFunction s, PairMoments moments, double k1, double k12, double slopes)
    {
        if (double.IsNaN(slopes))
        {
            return null;
        }

        Func<double, SizedValue> given = moments.Conditional(s.ValueAt);
        double sum = moments.Expectation(z => z * s.PieceAt(z).S1(z), given);
        foreach (Breakpoint point in s.Junctions.Where(b => b.IsJump && b.Position != 0))
        {
            double density = SpecialFunctions.NormalPdf(point.Position / Math.Sqrt(k1)) / Math.Sqrt(k1);
            sum += (point.Right.S - point.Left.S) * point.Position * density * given(point.Position).Value;
        }

        return (sum - (k12 * slopes)) / k1;
    }

    /// <summary>What the neurons of one layer add to the vertex: C_W^2 (&lt;s s s s&gt; - &lt;s s&gt; &lt;s s&gt;).</summary>
    private static PairVertex Source(
        PiecewiseSmoothFunction s, PairMoments forwards, PairMoments backwards, ExpectationValues first, ExpectationValues second, double product, double cw)
    {
        double Cube(double z) => s.ValueAt(z) is var y ? y * y * y : 0;
        double Square(double z) => s.ValueAt(z) is var y ? y * y : 0;
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

    private static PairCorrection? Correction(
        ExpectationEvaluator evaluator, TwoInputLayer layer, ExpectationValues first, ExpectationValues second, double product, in PairResponse response, double cw, double ratio)
    {
        if (layer.Correction is not PairCorrection before || layer.Vertex is not PairVertex vertex)
        {
            return null;
        }

        // In front of layer 2 nothing fluctuates, whether the second derivatives exist or not.
        if (vertex == default)
        {
            return default(PairCorrection);
        }

        PiecewiseSmoothFunction s = evaluator.Function;
        (double bend1, double bend2) = (first[Quantity.KernelSecondDerivative].Value, second[Quantity.KernelSecondDerivative].Value);
        if (s.IsContinuous && 4 * layer.Midpoint.K2 < CloseInputs * layer.Midpoint.K0 && Perpendicular(evaluator, layer.Midpoint.K0) is ClosePairResponse close)
        {
            return before.NextClose(vertex, response, cw * bend1, cw * bend2, close, layer, cw, ratio);
        }

        if (1 - Math.Abs(layer.Rho) < FullCorrelation)
        {
            return before.NextTogether(
                vertex, response, cw * bend1, cw * bend2, s.IsContinuous ? product / first[Quantity.Kernel].Value : double.NaN, ratio);
        }

        return before.Next(vertex, response, PairCurvature.Of(s, layer, response, cw, bend1, bend2), ratio);
    }

    /// <summary>How chi_perp varies about the midpoint of close inputs; null where it is not known, as in a kernel whose tails leave double precision.</summary>
    private static ClosePairResponse? Perpendicular(ExpectationEvaluator evaluator, double k)
    {
        double Value(Quantity quantity, double at) => evaluator.Evaluate(quantity, at) is { IsDefined: true } value ? value.Value : double.NaN;
        double bend = (Value(Quantity.H, k * (1 + Quotient)) - Value(Quantity.H, k * (1 - Quotient))) / (2 * Quotient * k);
        ClosePairResponse response = new(Value(Quantity.ChiPerp, k), Value(Quantity.H, k), bend);
        return double.IsFinite(response.Slope + response.H + response.Bend) ? response : null;
    }
}
