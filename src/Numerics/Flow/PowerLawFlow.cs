using Theory.Expectations;
using Theory.Expressions;
using Theory.Networks;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Flow;

/// <summary>
/// The flow where g = c K^p, m4 = m K^(2p) and &lt;s'^2&gt; = d K^(p-1) exactly, as for RePU, in logarithms: log K grows like p^l, the kernel
/// double-exponentially.
/// </summary>
/// <remarks>It asks for the power in g and not in s: s = z that changes its sign at |z| = 1 has g = K too.</remarks>
internal sealed class PowerLawFlow
{
    private readonly KernelPower _kernel;
    private readonly double _logG;
    private readonly double _logM4;
    private readonly double _logSlope;

    private PowerLawFlow(KernelPower kernel, double m4, double slope) =>
        (_kernel, _logG, _logM4, _logSlope) = (kernel, Math.Log(kernel.Coefficient), Math.Log(m4), Math.Log(slope));

    /// <summary>The flow of an activation; null when its closed forms are not powers of K.</summary>
    public static PowerLawFlow? Of(Derivation derivation)
    {
        if (Read(derivation[Quantity.Kernel]) is not (double g, double p) || Read(derivation[Quantity.FourthMoment]) is not (double m4, double p4) || p4 != 2 * p || !(p > 0))
        {
            return null;
        }

        double slope = Read(derivation[Quantity.ChiPerp]) is (double d, double q) && q == p - 1 ? d : double.NaN;
        return new PowerLawFlow(new KernelPower(p, g), m4, slope);
    }

    /// <summary>All layers, with K, V and what else leaves double precision as NaN and their logarithms in its place.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="k1">K(1).</param>
    /// <param name="known">Layers from the first on that double precision holds: they are kept, and the others go on from the last of them.</param>
    /// <remarks>With r = V/K^2: r(l+1) = (T/K(l+1))^2 ((m/c^2 - 1) + (n_l/n_(l-1)) p^2 r(l)), T = C_W c K^p the part of K(l+1) that is not C_b.</remarks>
    public IEnumerable<FlowLayer> Layers(Network network, double k1, IReadOnlyList<FlowLayer> known)
    {
        double logK = Math.Log(k1);
        double logRatio = double.NegativeInfinity;
        double source = Math.Log(Math.Exp(_logM4 - (2 * _logG)) - 1);
        for (int layer = 1; layer <= network.Depth; layer++)
        {
            if (layer <= known.Count && (layer == 1 || double.IsNormal(known[layer - 1].Vertex)))
            {
                // Beside an unstable fixed point rounding decides where a flow goes; both computations must take the same way.
                FlowLayer own = known[layer - 1];
                (logK, logRatio) = (Math.Log(own.K), Math.Log(own.Vertex) - (2 * Math.Log(own.K)));
                yield return own;
            }
            else
            {
                // V is of the order K^2 and underflows before K does.
                FlowLayer own = Describe(layer, logK, logRatio, network);
                yield return layer <= known.Count ? own with { TangentKernel = known[layer - 1].TangentKernel } : own;
            }

            if (layer == network.Depth)
            {
                yield break;
            }

            double logT = _kernel.Next(logK, network[layer + 1].Cw);
            double next = LogOfSum(Math.Log(network[layer + 1].Cb), logT);
            double widths = layer == 1 ? 0 : Math.Log((double)network.WidthOf(layer) / network.WidthOf(layer - 1));
            logRatio = (2 * (logT - next)) + LogOfSum(source, widths + (2 * Math.Log(_kernel.Power)) + logRatio);
            logK = next;
        }
    }

    private FlowLayer Describe(int layer, double logK, double logRatio, Network network)
    {
        double logCw = Math.Log(network[Math.Min(layer + 1, network.Depth)].Cw);
        double logParallel = logCw + _logG + Math.Log(_kernel.Power) + ((_kernel.Power - 1) * logK);
        double logPerp = logCw + _logSlope + ((_kernel.Power - 1) * logK);
        double n = network.WidthBefore(layer);

        // g'' and what follows from it is not needed beyond double precision.
        return new FlowLayer(
            layer, Normal(logK), double.NaN, Normal(logRatio + (2 * logK)), Normal(logParallel), Normal(logPerp),
            0.5 * (_kernel.Power - 1) * Normal(logPerp - logK), double.NaN, double.NaN, Math.Exp(logRatio) / n)
        {
            LogK = logK,
            LogVertex = logRatio + (2 * logK),
            ParallelDepth = -1 / logParallel,
            PerpendicularDepth = -1 / logPerp,
        };
    }

    /// <summary>exp, or NaN where that is not a normal double.</summary>
    private static double Normal(double log) => Math.Exp(log) is var value && (double.IsNormal(value) || double.IsNegativeInfinity(log)) ? value : double.NaN;

    /// <summary>log(exp(a) + exp(b)).</summary>
    private static double LogOfSum(double a, double b)
    {
        double larger = Math.Max(a, b);
        return double.IsNegativeInfinity(larger) || double.IsPositiveInfinity(larger) ? larger : larger + Math.Log(Math.Exp(a - larger) + Math.Exp(b - larger));
    }

    /// <summary>Coefficient and power of c K^p; null for other formulas.</summary>
    private static (double Coefficient, double Power)? Read(ClosedForm form)
    {
        if (form.Formula is not Expr formula || form.ValidBelow is not null)
        {
            return null;
        }

        Expr coefficient = Expr.One;
        double power = 0;
        foreach (Expr factor in formula is Product product ? product.Children : [formula])
        {
            if (factor.Equals(Symbol.K))
            {
                power += 1;
            }
            else if (factor is Power { Exponent: Number exponent } p && p.Base.Equals(Symbol.K))
            {
                power += RunningErrorEvaluator.ValueOf(exponent);
            }
            else if (factor.Substitute(Symbol.K, Expr.One).Equals(factor))
            {
                coefficient *= factor;
            }
            else
            {
                return null;
            }
        }

        return RunningErrorEvaluator.ValueOf(coefficient) is var c && c > 0 ? (c, power) : null;
    }
}
