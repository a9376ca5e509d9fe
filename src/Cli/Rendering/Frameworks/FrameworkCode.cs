using System.CommandLine;
using System.Globalization;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>Code that initialises a network as advised.</summary>
internal abstract class FrameworkCode
{
    private static readonly FrameworkCode[] All = [new PyTorchCode(), new TorchSharpCode(), new JaxCode(), new FlaxCode(), new KerasCode()];

    private static string[] Names => [.. All.Select(f => f.Name)];

    /// <summary>--format, one of the names that are known.</summary>
    public static Option<string?> Option(string description)
    {
        Option<string?> option = new("--format") { Description = description, HelpName = string.Join('|', Names) };
        option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Names);
        return option;
    }

    /// <summary>The name of the framework on the command line.</summary>
    protected abstract string Name { get; }

    /// <summary>How a line of comment begins.</summary>
    protected abstract string Comment { get; }

    /// <summary>A framework by name.</summary>
    public static FrameworkCode Named(string name) => Array.Find(All, f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))!;

    /// <summary>The code, with what it is at its head.</summary>
    /// <exception cref="UserInputException">The biases follow the weights, which initialisers of the framework cannot have.</exception>
    public string Write(Recommendation r, AdviceRequest request)
    {
        Require.That(request.Point is null || BiasesMayFollowWeights, $"the biases of an operating point follow from the weights, which no initialiser of {Name} can have; use pytorch, torchsharp or jax");
        using StringWriter head = new() { NewLine = "\n" };
        Paragraph.Write(head, Comment + " ", Comment + " ", $"{request.Point?.ToString() ?? r.Activation.Name}: {r.Options.Depth} weight layers of width {r.Options.Width}, for {request.Inputs}; {AdviceReport.Verdict(r)}.");
        Paragraph.Write(head, Comment + " ", Comment + " ", $"Weights have the standard deviation sqrt(C_W/fan_in), biases sqrt(C_b). Whoever initialises by a gain (kaiming with fan_in, a=1): it is sqrt(C_W), {Gains(r)}.");
        return head + "\n" + Body(r, request);
    }

    /// <summary>The definition of an activation alone, for code that has its network.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="shape">How it is moved and scaled; null for not at all.</param>
    public abstract string Define(Activation s, AffineShape? shape = null);

    /// <summary>Whether the initialisation is code of its own, in which biases can be computed from weights.</summary>
    protected virtual bool BiasesMayFollowWeights => true;

    /// <summary>The code below its head.</summary>
    protected abstract string Body(Recommendation r, AdviceRequest request);

    /// <summary>A number that reads back as the same double.</summary>
    protected static string Exact(double value) => FrameworkActivation.Number(value);

    /// <summary>The layers as first, hidden and last: fan-in, fan-out, C_W, C_b and how often.</summary>
    protected static IReadOnlyList<(int FanIn, int FanOut, double Cw, double Cb, int Count)> Groups(Recommendation r, AdviceRequest request)
    {
        RecommendedLayer[] shown = r.Options.Depth > 2 ? [r.Layers[0], r.Layers[1], r.Layers[^1]] : [r.Layers[0], r.Layers[^1]];
        return [.. shown.Select((l, i) => (request.FanIn(l.Layer), request.FanOut(l.Layer), l.Cw, l.Cb, shown.Length == 3 && i == 1 ? r.Options.HiddenSteps : 1))];
    }

    private static string Gains(Recommendation r)
    {
        string Gain(RecommendedLayer l) => Math.Sqrt(l.Cw).ToString("G6", CultureInfo.InvariantCulture);
        string hidden = r.Options.HiddenSteps > 0 ? $" {Gain(r.Layers[1])} in hidden layers," : "";
        return $"{Gain(r.Layers[0])} in the first layer,{hidden} {Gain(r.Layers[^1])} in the last";
    }
}
