using System.Globalization;
using Theory.Numerics.ReferenceSolutions;

namespace Theory.Numerics.Tests.ReferenceSolutions;

public sealed class BurgersSolutionTests
{
    private static readonly BurgersSolution Solution = new();

    public static TheoryData<double, double, double> Reference =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reference", "burgers.csv")).Skip(1)
            .Select(line => line.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())
            .Select(row => (row[0], row[1], row[2])),
    ];

    [Theory]
    [MemberData(nameof(Reference))]
    public void Value_EqualsFortyDigitQuadrature(double x, double t, double u) => Assert.Equal(u, Solution.At(x, t), 1e-12);

    /// <summary>u_t + u u_x - ν u_xx = 0 with central differences of eighth order; single terms are as large as 150 in the shock.</summary>
    [Theory]
    [InlineData(0.6, 0.2)]
    [InlineData(-0.6, 0.9)]
    [InlineData(0.004, 1.0)]
    [InlineData(-0.01, 0.6)]
    [InlineData(0.05, 0.35)]
    public void Solution_SatisfiesTheEquation(double x, double t)
    {
        const double H = 4e-4;
        double ut = FirstDerivative(s => Solution.At(x, t + s), H);
        double ux = FirstDerivative(s => Solution.At(x + s, t), H);
        double uxx = SecondDerivative(s => Solution.At(x + s, t), H);
        double u = Solution.At(x, t);
        double size = Math.Abs(ut) + Math.Abs(u * ux) + Math.Abs(Solution.Viscosity * uxx);
        Assert.True(size > 0.1);
        Assert.Equal(0, (ut + (u * ux) - (Solution.Viscosity * uxx)) / size, 1e-7);
    }

    /// <summary>C. Basdevant et al. (1986), table 1: |u_x(0, t)| is largest at πt = 1.6037, where it is 152.00516.</summary>
    [Fact]
    public void LargestSlope_IsThatOfBasdevant()
    {
        double Slope(double t) => Math.Abs(FirstDerivative(s => Solution.At(s, t), 2e-4));
        double at = 1.6037 / Math.PI;
        Assert.Equal(152.00516, Slope(at), 1e-4);
        Assert.True(Slope(at - 0.005) < Slope(at) && Slope(at + 0.005) < Slope(at));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(50)]
    public void Solution_IsOddAndPeriodic_AndVanishesAtTheBoundary(double t)
    {
        Assert.Equal(0, Solution.At(0, t), 1e-14);
        Assert.Equal(0, Solution.At(1, t), 1e-13);
        Assert.Equal(0, Solution.At(-1, t), 1e-13);
        Assert.Equal(-Solution.At(0.37, t), Solution.At(-0.37, t), 1e-13);
        Assert.Equal(Solution.At(0.37, t), Solution.At(2.37, t), 1e-13);
    }

    /// <summary>On [0, 1] the mass changes by what diffusion carries out at the ends: d/dt ∫ u = ν (u_x(1) - u_x(0)), as u vanishes there.</summary>
    [Fact]
    public void Mass_ChangesByDiffusionThroughTheEnds()
    {
        const double T = 0.2;
        double Mass(double t) => MathNet.Numerics.Integration.GaussLegendreRule.Integrate(x => Solution.At(x, t), 0, 1, 128);
        double flux = FirstDerivative(s => Solution.At(1 + s, T), 1e-3) - FirstDerivative(s => Solution.At(s, T), 1e-3);
        Assert.Equal(Solution.Viscosity * flux, FirstDerivative(s => Mass(T + s), 1e-3), 1e-9);
    }

    [Fact]
    public void AtTheStart_ItIsTheInitialValue()
    {
        Assert.Equal(-1, Solution.At(0.5, 0));
        Assert.Equal(-1, Solution.At(0.5, 1e-300), 1e-12);
        Assert.Equal(-Math.Sin(Math.PI * 0.2), Solution.At(0.2, 1e-13), 1e-11);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(0, -1e-3)]
    [InlineData(0, double.NaN)]
    public void PlacesOutsideTheDomain_AreRefused(double x, double t) => Assert.Throws<UserInputException>(() => Solution.At(x, t));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Viscosity_MustBePositive(double viscosity) => Assert.Throws<UserInputException>(() => new BurgersSolution(viscosity));

    private static double FirstDerivative(Func<double, double> f, double h) =>
        ((4.0 / 5 * (f(h) - f(-h))) - (1.0 / 5 * (f(2 * h) - f(-2 * h))) + (4.0 / 105 * (f(3 * h) - f(-3 * h))) - (1.0 / 280 * (f(4 * h) - f(-4 * h)))) / h;

    private static double SecondDerivative(Func<double, double> f, double h) =>
        ((-205.0 / 72 * f(0)) + (8.0 / 5 * (f(h) + f(-h))) - (1.0 / 5 * (f(2 * h) + f(-2 * h))) + (8.0 / 315 * (f(3 * h) + f(-3 * h))) - (1.0 / 560 * (f(4 * h) + f(-4 * h)))) / (h * h);
}
