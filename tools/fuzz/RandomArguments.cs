using System.Text.RegularExpressions;
using Theory.Cli;
using Theory.Cli.Output;

namespace Theory.Fuzz;

/// <summary>Command lines from the options that each command names in its help, with values that fit, nearly fit, or do not.</summary>
internal sealed partial class RandomArguments(Random random)
{
    /// <summary>Those that sample and train have their sizes given first, so that they take a second.</summary>
    private static readonly (string Name, string[] Small)[] Commands =
    [
        ("derive", []), ("evaluate", []), ("kernel", []), ("series", []), ("classify", []), ("recursions", []), ("correlators", []), ("couplings", []), ("flow", []), ("tangent", []),
        ("gram", []), ("fixed-points", []), ("design", []), ("search", []), ("recommend", []), ("polynomial", []), ("approximate", []), ("activations", []), ("merge", []), ("law", []), ("trained", []),
        ("phase", ["--grid", "6"]), ("sample", ["--models", "20", "--width", "8", "--depth", "3"]), ("convergence", ["--models", "50", "--width", "4,8", "--depth", "2"]), ("experiment", ["--help"]), ("study", ["--help"]),
    ];

    private static readonly string[] Positional =
    [
        "relu", "tanh", "gelu", "mrepu:2", "z*max(0,z+1)^2", "1/z", "exp(z^2)", "x^2-1", "3x^4*y - x*y^2 + 7", "sin(3x)*exp(-x^2)", "1,1,2,2", "leaky_relu(a)", "mrepu(2,-1,w)", "repu:p", "", " ", "\n", "nowhere", "--", "@file", "0",
    ];

    private static readonly string[] Values =
    [
        "0", "1", "2", "3", "-1", "0.5", "1e-300", "1e300", "1e400", "nan", "inf", "-inf", "1,2", "1,0.5", "0.9..1.1:3", "0..1e308", "5..1", "2147483647", "2147483648", "9223372036854775808", "1e9", "0x10", "1,,2", "", " ", "\n",
        "abc", "circle:4", "circle:0", "sphere:3,2", "gaussian:4,2", "circle:2147483647", "text", "json", "latex", "python", "auto", "closed-form", "quadrature", "cpu", "cuda", "nowhere.csv", "nowhere.json", ".", "/", "/dev/null", "/dev/zero", "mean", "g,h", "x,y", "-1,1", "1..1",
    ];

    private readonly Dictionary<string, string[]> _options = [];

    /// <summary>The next command line.</summary>
    public string[] Next() => Next(Commands.Length);

    /// <summary>A command line of one of the first commands, which need no samples.</summary>
    public string[] Next(int commands)
    {
        (string name, string[] small) = Commands[random.Next(commands)];
        List<string> line = [name, .. small];
        for (int n = random.Next(20) == 0 ? 0 : 1; n > 0 && name != "activations"; n--)
        {
            line.Insert(1, Positional[random.Next(random.Next(3) == 0 ? Positional.Length : 5)]);
        }

        string[] options = Options(name);
        for (int n = random.Next(5); n > 0 && options.Length > 0; n--)
        {
            string option = options[random.Next(options.Length)];
            if (small.Contains(option) || option is "--out" or "--save" or "--onnx" or "--csharp" or "--dot")
            {
                continue;
            }

            line.Add(option);
            if (random.Next(8) != 0 && option != "--json")
            {
                line.Add(Values[random.Next(Values.Length)]);
            }
        }

        if (random.Next(2) == 0 && options.Contains("--json") && !line.Contains("--json"))
        {
            line.Add("--json");
        }

        return [.. line];
    }

    private string[] Options(string command)
    {
        if (!_options.TryGetValue(command, out string[]? known))
        {
            using StringWriter help = new();
            Application.Run([command, "--help"], Terminal.Redirected(help, TextWriter.Null));
            known = [.. OptionName().Matches(help.ToString()).Select(m => m.Value).Distinct().Where(o => o is not ("--help" or "--version"))];
            _options[command] = known;
        }

        return known;
    }

    [GeneratedRegex("(?<![\\w-])--[a-zA-Z][a-zA-Z0-9-]*")]
    private static partial Regex OptionName();
}
