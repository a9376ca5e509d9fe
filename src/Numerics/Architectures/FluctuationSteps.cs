using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Architectures;

/// <summary>How layers change the fluctuations of a signal, to leading order in 1/n.</summary>
internal sealed class FluctuationSteps
{
    /// <summary>n Cov(y_i^2, y_j^2) = -Var y^2 where the sum of all y^2 is n.</summary>
    private const double NormalisedVertex = -2;

    private readonly SquareOverlap _overlap;

    public FluctuationSteps(Func<Activation, ExpectationEvaluator> expectations) => _overlap = new SquareOverlap(expectations);

    /// <summary>Behind an activation.</summary>
    public static IFluctuation Activate(IFluctuation fluctuation, SquareMoments moments) => fluctuation switch
    {
        UnknownFluctuation => fluctuation,
        _ when !double.IsFinite(moments.Slope) || !double.IsFinite(moments.Variance) => new UnknownFluctuation($"the fourth moment of {moments.Activation} has no value"),
        GaussianFluctuation gaussian => new ActivatedFluctuation(gaussian, moments),
        BranchFluctuation { IsThroughWeights: false } branch => branch with { First = moments },
        BranchFluctuation branch => branch with { Pending = moments },
        _ => new UnknownFluctuation("an activation of an activation has no expansion here"),
    };

    /// <summary>Behind weights.</summary>
    /// <param name="fluctuation">What enters.</param>
    /// <param name="layer">The weights.</param>
    /// <param name="k">The kernel of what enters.</param>
    /// <param name="next">The kernel behind.</param>
    /// <param name="width">The width of what enters.</param>
    public IFluctuation Weigh(IFluctuation fluctuation, Linear layer, double k, double next, int? width)
    {
        if (!layer.IsNormal)
        {
            return new UnknownFluctuation("weights that are not normal are expanded for plain networks only");
        }

        return fluctuation switch
        {
            GaussianFluctuation { IsInput: true } => new GaussianFluctuation(width, next, 0, 0, []),
            GaussianFluctuation gaussian => Weigh(gaussian, SquareMoments.OfSignal(k), layer.Cw, next, width),
            ActivatedFluctuation activated => Weigh(activated.Before, activated.Moments, layer.Cw, next, width),
            BranchFluctuation { IsThroughWeights: false } branch => FirstWeights(branch, layer.Cw, k),
            BranchFluctuation branch => LaterWeights(branch, layer.Cw, k, width),
            _ => fluctuation,
        };
    }

    /// <summary>Behind a scale.</summary>
    public static IFluctuation Scale(IFluctuation fluctuation, double factor)
    {
        double square = factor * factor;
        return fluctuation switch
        {
            GaussianFluctuation gaussian => gaussian.Scaled(factor),
            ActivatedFluctuation activated => activated with { Moments = activated.Moments.Scaled(factor) },
            BranchFluctuation { IsThroughWeights: false, First: null } => new UnknownFluctuation("finite width is not followed through a scale in front of the first activation of a branch"),
            BranchFluctuation { IsThroughWeights: false } branch => branch with { First = branch.First!.Scaled(factor) },
            BranchFluctuation { Pending: SquareMoments pending } branch => branch with { Pending = pending.Scaled(factor) },
            BranchFluctuation branch => branch with { Response = square * branch.Response, Vertex = square * square * branch.Vertex, Forgetful = square * square * branch.Forgetful },
            _ => fluctuation,
        };
    }

    /// <summary>
    /// Behind a norm. y = z/sqrt(mean z^2), so that Cov(f(y_i), h(y_j)) = -f_2 h_2/n, whatever it was for z, and -(f_1 h_1 + f_2 h_2)/n where the mean is taken off:
    /// sums of y^2, and of y, are the same in every network.
    /// </summary>
    public static IFluctuation Normalise(IFluctuation fluctuation, bool centred, int? width) => fluctuation switch
    {
        UnknownFluctuation => fluctuation,
        GaussianFluctuation gaussian => new GaussianFluctuation(width, 1, NormalisedVertex, NormalisedVertex, []) { IsInput = gaussian.IsInput, Means = centred ? -1 : 0 },
        BranchFluctuation { IsThroughWeights: false, First: null, Norm: null } branch => branch with { Norm = centred ? NormalisationKind.Layer : NormalisationKind.RootMeanSquare },
        BranchFluctuation { IsThroughWeights: true, Pending: null } branch when !centred => Normalise(branch, NormalisedVertex * WidthRatio.Of(branch.Entrance.Width, width)),
        BranchFluctuation => new UnknownFluctuation("finite width is followed through norms at the entrance of the branch of a skip, and through rmsnorm behind its weights"),
        _ => new UnknownFluctuation("finite width is not known behind a norm of an activation"),
    };

    /// <summary>At the entrance of the branch of a skip.</summary>
    public static IFluctuation Enter(IFluctuation fluctuation, int? width) => fluctuation switch
    {
        GaussianFluctuation { Means: not 0 } => new UnknownFluctuation("finite width is not followed through a skip around what a layer norm has centred"),
        GaussianFluctuation gaussian => new BranchFluctuation(gaussian.At(width)),
        BranchFluctuation => new UnknownFluctuation("finite width is not followed through a skip inside the branch of a skip"),
        UnknownFluctuation => fluctuation,
        _ => new UnknownFluctuation("finite width is not followed through a skip of a signal that is not Gaussian"),
    };

    /// <summary>
    /// z' = alpha z + beta u. With f' the K-derivative of a mean and F(z) the mean of f(alpha z + beta u) over u, Cov(f(z'_i), h(z'_j)) is the covariance of F and H, and
    /// beta^2 times that of F with the variance of u times h', the same with f and h exchanged, and beta^4 f' h' V of u.
    /// </summary>
    public static IFluctuation Leave(IFluctuation body, Residual residual, double k, double next)
    {
        if (body is not BranchFluctuation { IsThroughWeights: true, Pending: null } branch)
        {
            return body is UnknownFluctuation ? body : new UnknownFluctuation("finite width is followed through branches that end in weights");
        }

        (double a2, double b2) = (residual.Alpha * residual.Alpha, residual.Beta * residual.Beta);
        GaussianFluctuation z = branch.Entrance;
        SquareMoments s = branch.First!;
        double d = branch.Response;
        double Vertex(double v, double overlap, double u) => (a2 * a2 * v)
            + (2 * a2 * b2 * d * ((s.Slope * ((2 * k * k) + v)) + (Math.Sqrt(2) * k * overlap))) + (b2 * b2 * u);
        double rho = residual.Alpha * Math.Sqrt(k / next);
        double source = b2 * d / (Math.Sqrt(2) * next);
        double kept = (rho * rho) + (source * Math.Sqrt(2) * k * s.Slope);
        IEnumerable<NeuronMemory> memories = z.Memories.Select(m => m with { Correlation = rho * m.Correlation, Coefficient = kept * m.Coefficient });
        if (s.Activation is Activation activation && source != 0)
        {
            memories = memories.Append(new NeuronMemory(activation, s.K, rho, source) { IsCentred = branch.Norm == NormalisationKind.Layer });
        }

        return new GaussianFluctuation(
            z.Width, next, Vertex(z.Vertex, branch.Overlap, branch.Vertex), Vertex(z.Forgetful, 0, branch.Forgetful), rho == 0 ? [] : [.. memories]);
    }

    private IFluctuation Weigh(GaussianFluctuation before, SquareMoments moments, double cw, double next, int? width)
    {
        GaussianFluctuation z = before.At(width);
        (double? overlap, string? reason) = _overlap.Of(z, moments.Activation, moments.Slope, centred: false);
        double first = z.Means == 0 || moments.Activation is null ? 0 : cw * moments.Square * _overlap.First(moments.Activation, moments.K);
        double means = z.Means * first * first;
        return overlap is double x
            ? new GaussianFluctuation(width, next, moments.Vertex(cw, 1, z.Vertex, x) + means, moments.Vertex(cw, 1, z.Forgetful, 0) + means, [])
            : new UnknownFluctuation(reason!);
    }

    private IFluctuation FirstWeights(BranchFluctuation branch, double cw, double k)
    {
        SquareMoments first = branch.First ?? SquareMoments.OfSignal(k);
        GaussianFluctuation z = branch.Entrance;
        bool centred = branch.Norm == NormalisationKind.Layer;
        (double? overlap, string? reason) = _overlap.Of(branch.Norm is null ? z : z.Scaled(1 / Math.Sqrt(z.K)), first.Activation, first.Slope, centred);
        if (branch.Norm is not null)
        {
            first = first.Normalised(centred && first.Activation is Activation s ? _overlap.First(s, first.K) : 0);
        }

        return overlap is double x
            ? branch with
            {
                First = first,
                IsThroughWeights = true,
                Overlap = x,
                Response = cw * first.Square,
                Vertex = first.Vertex(cw, 1, z.Vertex, x),
                Forgetful = first.Vertex(cw, 1, z.Forgetful, 0),
            }
            : new UnknownFluctuation(reason!);
    }

    /// <summary>Weights behind do not see the variance of what is normalised, and so nothing of z.</summary>
    private static BranchFluctuation Normalise(BranchFluctuation branch, double vertex) => branch with { Response = 0, Vertex = vertex, Forgetful = vertex };

    private static BranchFluctuation LaterWeights(BranchFluctuation branch, double cw, double k, int? width)
    {
        SquareMoments moments = branch.Pending ?? SquareMoments.OfSignal(k);
        double ratio = WidthRatio.Of(branch.Entrance.Width, width);
        return branch with
        {
            Pending = null,
            Response = branch.Response * cw * moments.Square * moments.Slope,
            Vertex = moments.Vertex(cw, ratio, branch.Vertex, 0),
            Forgetful = moments.Vertex(cw, ratio, branch.Forgetful, 0),
        };
    }
}
