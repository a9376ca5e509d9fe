using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Theory.Cli.Commands;

/// <summary>Appends examples to the help of every command.</summary>
internal sealed class ExamplesInHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help;
    private readonly string[] _rootExamples;

    private ExamplesInHelp(HelpAction help, string[] rootExamples)
    {
        _help = help;
        _rootExamples = rootExamples;
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Installs it in the help option of the root, which serves every command.</summary>
    public static void AddTo(RootCommand root, params string[] rootExamples)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExamplesInHelp((HelpAction)option.Action!, rootExamples);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = _help.Invoke(parseResult);
        IReadOnlyList<string> examples = parseResult.CommandResult.Command is CommandWithExamples command ? command.Examples : _rootExamples;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (string example in examples)
        {
            output.WriteLine("  " + example);
        }

        output.WriteLine();
        return code;
    }
}
