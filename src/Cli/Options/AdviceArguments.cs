using System.CommandLine;
using Theory.Activations;
using Theory.Cli.Output;
using Theory.Networks;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Options;

/// <summary>What commands that give advice take: an activation or a network, what is wanted of it, and where results go.</summary>
/// <param name="command">The command's name.</param>
/// <param name="withShape">True for a command that speaks of weights, and so of n_0 and the number of outputs.</param>
/// <param name="files">What the folder is for.</param>
internal sealed class AdviceArguments(string command, bool withShape, string files)
{
    private readonly AdviceOptions _wanted = new();

    /// <summary>The activation; none where a network is given.</summary>
    public Argument<string?> Activation { get; } = StandardOptions.OptionalActivation("a network is given with --network");

    /// <summary>--network.</summary>
    public Option<string?> Network { get; } = ArchitectureStart.Option();

    /// <summary>--json.</summary>
    public Option<bool> Json { get; } = StandardOptions.Json();

    /// <summary>--out.</summary>
    public Option<string?> Output { get; } = StandardOptions.Out(files);

    /// <summary>Adds what is wanted of the networks, after the command's own options.</summary>
    public void AddTo(Command to) => _wanted.AddTo(to, withShape);

    /// <summary>The folder, where one is named.</summary>
    public OutputFolder? Folder(ParseResult parsed) => parsed.GetValue(Output) is string path ? OutputFolder.Named(path) : null;

    /// <summary>What is recommended for a network, and what was wanted; null where an activation is given.</summary>
    /// <exception cref="UserInputException">Both are given, or the options cannot be used.</exception>
    public (NetworkRecommendation Advice, AdviceRequest Request)? OfNetwork(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Network) is not string text)
        {
            return null;
        }

        ArchitectureStart.RequireAlone(parsed.GetValue(Activation));
        AdviceRequest request = _wanted.Read(parsed, withShape, ofNetwork: true);
        return (NetworkRecommender.Recommend(new ArchitectureTemplate(text), request.Options, cancellation), request);
    }

    /// <summary>The activation, which must be given.</summary>
    /// <exception cref="UserInputException">It is not, or is none.</exception>
    public Activation ReadActivation(ParseResult parsed) => Activations.Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(Activation), command));

    /// <summary>What is wanted of networks with an activation.</summary>
    /// <exception cref="UserInputException">The options cannot be used.</exception>
    public AdviceRequest Read(ParseResult parsed) => _wanted.Read(parsed, withShape);
}
