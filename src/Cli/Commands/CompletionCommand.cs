using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;
using Theory.Activations;
using Theory.Cli.Output;

namespace Theory.Cli.Commands;

/// <summary><c>theory completion</c>: a script with which a shell completes commands, options and their words.</summary>
internal static class CompletionCommand
{
    /// <summary>The name of the command.</summary>
    public const string Name = "completion";

    private const string Bash = "bash";
    private const string Zsh = "zsh";

    /// <summary>The command.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="groups">All commands, this one included.</param>
    public static Command Create(Terminal terminal, Func<IReadOnlyList<CommandGroup>> groups)
    {
        Argument<string> shell = new("shell") { Description = $"The shell: {Bash} or {Zsh}" };
        shell.AcceptOnlyFromAmong(Bash, Zsh);
        Command command = new CommandWithExamples(
            Name,
            "Write a script with which bash or zsh completes commands, options and their words, as in: source <(theory completion bash)",
            "theory completion bash",
            "theory completion zsh") { shell };
        command.SetAction(parsed =>
        {
            terminal.Output.Write(Script(parsed.GetRequiredValue(shell), [.. groups().SelectMany(g => g.Commands)]));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The script; zsh takes that of bash.</summary>
    private static string Script(string shell, IReadOnlyList<Command> commands)
    {
        StringBuilder text = new();
        text.Append("# Completion of the command theory. For every new shell, add to ~/.").Append(shell).Append("rc:\n#   source <(theory completion ").Append(shell).Append(")\n");
        if (shell == Zsh)
        {
            text.Append("autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n");
        }

        text.Append("_theory() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" command=\"${COMP_WORDS[1]}\" words=\"\"\n  COMPREPLY=()\n");
        text.Append("  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words=\"").AppendJoin(' ', commands.Select(c => c.Name).Append("help").Append("--help").Append("--version")).Append("\"\n  else\n");
        text.Append("    case \"$command $before\" in\n      *' --out') COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n");
        text.Append("      'help '*) words=\"").AppendJoin(' ', commands.Select(c => c.Name)).Append("\" ;;\n");
        foreach (Command command in commands)
        {
            foreach (Option option in command.Options.Where(o => o.Arity.MaximumNumberOfValues > 0))
            {
                string[] words = Words(option);
                text.Append("      '").Append(command.Name).Append(' ').Append(option.Name).Append("') ");
                text.Append(words.Length > 0 ? $"words=\"{string.Join(' ', words)}\" ;;\n" : "COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
            }
        }

        text.Append("      *) case \"$command\" in\n");
        foreach (Command command in commands)
        {
            IEnumerable<string> names = command.Options.Select(o => o.Name).Append("--help");
            text.Append("        ").Append(command.Name).Append(") words=\"").AppendJoin(' ', names.Concat(Arguments(command))).Append("\" ;;\n");
        }

        text.Append("      esac ;;\n    esac\n  fi\n  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\ncomplete -o default -F _theory theory\n");
        return text.ToString();
    }

    private static string[] Words(Symbol symbol) =>
        [.. symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label).Where(w => w.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))];

    /// <summary>What may stand as an argument: activations by name, or the words of the argument and the commands below.</summary>
    private static IEnumerable<string> Arguments(Command command) => command.Arguments.FirstOrDefault() switch
    {
        null => [],
        { Name: "activation" or "activations" } => ActivationCatalogue.Entries.Select(e => e.Name),
        Argument argument => Words(argument).Concat(command.Subcommands.Select(c => c.Name)),
    };
}
