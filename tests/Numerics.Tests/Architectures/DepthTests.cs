using Theory.Networks;
using Theory.Numerics.Architectures;

namespace Theory.Numerics.Tests.Architectures;

/// <summary>What is known of deep networks: docs/layers.md.</summary>
public sealed class DepthTests
{
    [Fact]
    public void SkipsAroundNorms_AddAConstantToK_AndGradientsGrowAsAPower()
    {
        IReadOnlyList<ArchitectureLayer> layers = Flow("200*[residual(norm; gelu; linear)]", 2);
        double increment = layers[0].K - 1;
        Assert.Equal(1 + (200 * increment), layers[199].K, 1e-10);

        // chi_perp - 1 = c/K with c = C_W <s'^2>; gradients grow as l^(c/increment).
        double power = (layers[0].ChiPerp - 1) / increment;
        Assert.Equal(power, (layers[99].LogGradient - layers[199].LogGradient) / Math.Log(2), 0.02);
    }

    [Fact]
    public void BranchesScaledByDepth_HaveALimit()
    {
        // dK/dt = K and dTheta/dt = Theta + 1 + K/2 for ReLU, C_W = 2: K = e, Theta = 3e/2 - 1 at t = 1, up to 1/L.
        ArchitectureLayer last = Flow("1000*[sum(identity | relu; linear; scale(sqrt(1/1000)))]", 2)[^1];
        Assert.Equal(Math.Pow(1 + 1e-3, 1000), last.K, 1e-10);
        Assert.Equal(Math.E, last.K, 2e-3);
        Assert.Equal((1.5 * Math.E) - 1, last.Theta, 4e-3);
    }

    [Fact]
    public void CorrelationsOfTanhSkips_FallAsAPower()
    {
        double[] rho = [.. new ArchitectureKernels(Architecture.Parse("80*[residual(tanh; linear)]", new Linear(0, 1))).Pair(1, 1, 0.5, new ParallelOptions()).Select(l => l.Kernel[0, 1] / l.Kernel[0, 0])];
        double early = Math.Log(rho[19] / rho[9]) / Math.Log(2);
        double late = Math.Log(rho[79] / rho[39]) / Math.Log(2);

        // Slower than any exponential, and on its way to the exponent 1 - 2/pi = 0.363.
        Assert.InRange(-early, 0.2, 0.363);
        Assert.InRange(-late, -early, 0.363);
    }

    private static IReadOnlyList<ArchitectureLayer> Flow(string text, double cw) => ArchitectureFlow.Compute(Architecture.Parse(text, new Linear(0, cw)), 1, TestContext.Current.CancellationToken).ToTheLast();
}
