using Theory.Cli.Output;
using Theory.Validation.Experiments;

namespace Theory.Cli.Experiments;

/// <summary>What the paper states about physics-informed networks, and the yardstick of Raissi et al.</summary>
internal static class BurgersClaims
{
    /// <summary>Above this relative error a network has not solved the equation.</summary>
    private const double Failure = 0.1;

    /// <summary>M. Raissi et al. (2019), tanh, 8 hidden layers of 20, 100 conditions, 10,000 places, L-BFGS.</summary>
    private const double Yardstick = 6.7e-4;

    /// <summary>The statements.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<BurgersOutcome> outcomes)
    {
        BurgersOutcome gelu = Find("gelu");
        BurgersOutcome mrepu = Find("mrepu:2");
        BurgersOutcome relu = Find("relu");
        BurgersOutcome best = outcomes.Where(o => double.IsFinite(o.FinalError)).MinBy(o => o.FinalError) ?? gelu;
        return
        [
            Better(gelu, mrepu),
            Better(mrepu, relu),
            new Claim(
                "ReLU fails.",
                !double.IsFinite(relu.FinalError) ? true : relu.FinalError < Failure ? false : best.FinalError < Failure ? true : null,
                $"Its median relative error is {Number(relu.FinalError)}, the best activation's ({best.Setting.Label}) {Number(best.FinalError)}; failure is taken to be an error above {Failure}"
                + (best.FinalError < Failure ? "." : ", which no activation gets below in so many steps: the budget does not tell failure from slowness. Its u_xx is 0 everywhere, so that it cannot see the viscosity.")),
            new Claim(
                "A physics-informed network reaches a relative error of 6.7e-4 (Raissi et al.: tanh, 8 hidden layers of 20, L-BFGS; here Adam alone).",
                best.FinalError <= Yardstick ? true : null,
                $"The best median here is {Number(best.FinalError)} ({best.Setting.Label})."),
        ];

        BurgersOutcome Find(string activation) => outcomes.First(o => o.Setting.Activation == activation);
    }

    /// <summary>Decided when every network of one ensemble is better than every network of the other.</summary>
    internal static Claim Better(BurgersOutcome better, BurgersOutcome worse)
    {
        bool? holds = better.FinalErrors.Count == 0 ? (worse.FinalErrors.Count == 0 ? null : false)
            : worse.FinalErrors.Count == 0 || better.FinalErrors[^1] < worse.FinalErrors[0] ? true
            : worse.FinalErrors[^1] < better.FinalErrors[0] ? false
            : null;
        return new Claim(
            $"{better.Setting.Label} solves Burgers' equation more accurately than {worse.Setting.Label}.",
            holds,
            $"Median relative L² errors {Text(better)} and {Text(worse)}{(holds is null ? ": the networks of the two overlap" : "")}.");
    }

    private static string Text(BurgersOutcome o) => o.FinalErrors.Count == 0
        ? "- (all diverged)"
        : $"{Number(o.FinalError)} (from {Number(o.FinalErrors[0])} to {Number(o.FinalErrors[^1])} over {o.FinalErrors.Count} networks)";

    private static string Number(double value) => Format.Number(value, 3);
}
