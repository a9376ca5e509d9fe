using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Commands;
using Theory.Cli.Output;

namespace Theory.Cli.Tests;

/// <summary>What holds for every command: exit codes, streams, errors, help, culture, cancellation.</summary>
public sealed class ApplicationTests
{
    internal static readonly string[] Commands =
    [
        .. CommandGroup.All(Terminal.Redirected(TextWriter.Null, TextWriter.Null)).SelectMany(g => g.Commands).Select(c => c.Name),
    ];

    public static TheoryData<string> CommandNames => [.. Commands];

    public static TheoryData<string> Examples =>
    [
        .. Commands.SelectMany(c => ExamplesOf(CommandLine.Run(c, "--help").Output)).Concat(ExamplesOf(CommandLine.Run("--help").Output)).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void Help_ShowsAnExample_AndEveryOptionHasADescription(string command)
    {
        CommandResult help = CommandLine.Run(command, "--help").Succeeded();
        Assert.Empty(help.Error);
        Assert.NotEmpty(ExamplesOf(help.Output));
        Assert.All(ExamplesOf(help.Output), e => Assert.StartsWith($"theory {command} ", e + " ", StringComparison.Ordinal));
        Assert.All(
            help.Output.Split(Environment.NewLine).Where(l => l.StartsWith("  -", StringComparison.Ordinal)),
            l => Assert.Matches("^  -.*\\S  +\\S", l));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesOfTheHelp_Run(string example)
    {
        using TemporaryFolder folder = new();
        string[] args = CommandLine.Split(example);
        bool help = args.Contains("--help") || args[0] == "help";
        string[] small = (help, args[0]) switch
        {
            (false, "study" or "sample") => ["--models", "40", "--width", "64"],
            (false, "convergence") => ["--models", "20000"],
            _ => [],
        };

        // A million networks take a quarter of a minute, and show nothing here that fewer do not.
        int many = args[0] == "convergence" && !help ? Array.IndexOf(args, "--models") : -1;
        if (many >= 0)
        {
            args[many + 1] = "20000";
        }

        // What an example writes goes to a folder of this test.
        int output = Array.IndexOf(args, "--out");
        if (output >= 0)
        {
            args[output + 1] = folder.At(args[output + 1]);
        }
        else if (args[0] == "study" && !help)
        {
            small = [.. small, "--out", folder.At("study")];
        }

        if (args[0] == "serve" && !help)
        {
            // It ends when it is interrupted.
            using CancellationTokenSource interrupt = new(TimeSpan.FromMilliseconds(100));
            CommandLine.Run(interrupt.Token, [.. args]).Succeeded();
            return;
        }

        // The last of two equal options would be an error: an example keeps its own.
        string[] added = [.. small.Chunk(2).Where(o => !args.Contains(o[0])).SelectMany(o => o)];
        NarrowWindow.AssertNothingIsCut(example, CommandLine.RunAt(NarrowWindow.Columns, [.. args, .. added]).Succeeded().Output);
    }

    [Fact]
    public void NoArguments_ShowHelp()
    {
        CommandResult result = CommandLine.Run().Succeeded();
        Assert.All(Commands, c => Assert.Contains($"  {c} ", result.Output, StringComparison.Ordinal));
        Assert.Equal(result.Output, CommandLine.Run("--help").Succeeded().Output);
    }

    [Fact]
    public void Help_FitsEightyColumns_AndHelpOfACommandIsItsOption()
    {
        string help = CommandLine.Run("help").Succeeded().Output;
        Assert.All(help.Split(Environment.NewLine), l => Assert.InRange(l.Length, 0, 80));
        Assert.Equal(CommandLine.Run("--help").Succeeded().Output, help);
        Assert.Equal(CommandLine.Run("flow", "--help").Succeeded().Output, CommandLine.Run("help", "flow").Succeeded().Output);
        Assert.Equal(2, CommandLine.Run("help", "flwo").Code);
    }

    [Fact]
    public void Version_IsANumber() => Assert.Matches(@"^\d+\.\d+\.\d+", CommandLine.Run("--version").Succeeded().Output);

    [Theory]
    [InlineData("did you mean 'relu'?", "derive", "rleu")]
    [InlineData("needs its parameter p", "derive", "repu")]
    [InlineData("diverges at K = 1", "study", "exp(z^4)")]
    [InlineData("not a real number at z = ", "study", "log(z)")]
    [InlineData("K must be positive, got 0", "evaluate", "relu", "--K", "0")]
    [InlineData("K must be positive, got -1", "evaluate", "relu", "--K", "-1")]
    [InlineData("--K: 'abc' is not a number", "evaluate", "relu", "--K", "abc")]
    [InlineData("'' is not a number", "evaluate", "relu", "--K", "1,,2")]
    [InlineData("is not a range", "evaluate", "relu", "--K", "1..2..3")]
    [InlineData("from a smaller to a larger K", "evaluate", "relu", "--K", "2..1")]
    [InlineData("must be an integer from 2", "evaluate", "relu", "--K", "1..2:1")]
    [InlineData("C_W must be a positive finite number", "evaluate", "relu", "--cw", "0")]
    [InlineData("there is no closed form of <s>", "evaluate", "tanh", "--method", "closed")]
    [InlineData("'fast' not recognized", "evaluate", "tanh", "--method", "fast")]
    [InlineData("the width must be at least 1, got 0", "flow", "relu", "--width", "0")]
    [InlineData("the depth must be between 1 and 100000, got 0", "flow", "relu", "--depth", "0")]
    [InlineData("'2.5' is not an integer", "flow", "relu", "--width", "2.5")]
    [InlineData("--k1: 'x' is not a number", "flow", "relu", "--k1", "x")]
    [InlineData("C_W must be a positive finite number", "flow", "relu", "--cw", "-1")]
    [InlineData("C_b must be a finite number, at least 0", "flow", "relu", "--cb", "-1")]
    [InlineData("K(1) = 1 is below C_b = 2", "flow", "relu", "--k1", "1", "--cb", "2")]
    [InlineData("K(1) = 1 is below C_b = 2", "study", "relu", "--k1", "1", "--cb", "2")]
    [InlineData("K(1) = 1 is below C_b = 2", "sample", "relu", "--k1", "1", "--cb", "2", "--sampler", "weights")]
    [InlineData("--k1 and --inputs both", "flow", "relu", "--k1", "1", "--inputs", "1,2")]
    [InlineData("'a' is not a number", "flow", "relu", "--inputs", "1,a")]
    [InlineData("there are 2 values of C_W, but 3 layers", "flow", "relu", "--cw", "2,2", "--depth", "3")]
    [InlineData("there are 3 widths, but 2 hidden layers", "flow", "relu", "--width", "8,8,8", "--depth", "3")]
    [InlineData("--cw takes one value here", "couplings", "relu", "--cw", "2,2")]
    [InlineData("--width takes one value here", "couplings", "relu", "--width", "8,8")]
    [InlineData("jumps at z = 0", "phase", "sign")]
    [InlineData("'1' is not a range", "phase", "tanh", "--cw", "1")]
    [InlineData("the range of C_W must go from a positive number", "phase", "tanh", "--cw", "-1..1")]
    [InlineData("the grid must be between 2 and 4000", "phase", "tanh", "--grid", "1")]
    [InlineData("C_W must be a positive finite number", "fixed-points", "tanh", "--cw", "0")]
    [InlineData("jumps at z = 0", "experiment", "fig4", "--activations", "sign")]
    [InlineData("C_W must be a positive finite number, got -1", "experiment", "fig4", "--cw", "-1")]
    [InlineData("the kernel of 0 vanishes", "fixed-points", "0")]
    [InlineData("is zero, so that its kernel vanishes", "study", "0")]
    [InlineData("models is 1; at least 2", "sample", "relu", "--models", "1")]
    [InlineData("models is 1; at least 2", "study", "relu", "--models", "1")]
    [InlineData("the seed must be at least 0", "sample", "relu", "--seed", "-1")]
    [InlineData("the memory limit is ", "sample", "relu", "--memory", "0")]
    [InlineData("raise the limit or lower the width", "sample", "relu", "--memory", "1", "--width", "2000", "--sampler", "weights")]
    [InlineData("raise the limit or lower the width", "study", "relu", "--memory", "1", "--width", "2000", "--models", "40")]
    [InlineData("'float16' not recognized", "sample", "relu", "--dtype", "float16")]
    [InlineData("free parameter p", "study", "repu:p")]
    [InlineData("Required argument 'activation' missing", "derive")]
    [InlineData("'--bogus'", "derive", "relu", "--bogus")]
    [InlineData("'frobnicate'", "frobnicate")]
    [InlineData("did you mean study?", "stduy", "relu")]
    [InlineData("did you mean help?", "heelp")]
    [InlineData("did you mean --depth?", "flow", "relu", "--dpeth", "3")]
    [InlineData("did you mean --json?", "classify", "relu", "--jsno")]
    [InlineData("'gelu'", "derive", "relu", "gelu")]
    [InlineData("the output folder has an empty name", "flow", "relu", "--out", "")]
    [InlineData("'@formula.txt'", "derive", "relu", "@formula.txt")]
    [InlineData("sin(x) is not a polynomial; did you mean `approximate`?", "polynomial", "sin(x)")]
    [InlineData("degree 129, and at most 128", "polynomial", "x^129")]
    [InlineData("--domain: the domain 2,1 is reversed; write 1,2", "polynomial", "x", "--domain", "2,1")]
    [InlineData("--domain: the domain 1,1 is a single point", "polynomial", "x", "--domain", "1,1")]
    [InlineData("--domain: 'a' is not a rational number", "polynomial", "x", "--domain", "a,1")]
    [InlineData("has 3 numbers; write two", "polynomial", "x", "--domain", "-1,1,2")]
    [InlineData("--global and --domain both", "polynomial", "x", "--domain", "-1,1", "--global")]
    [InlineData("the order p must be between 1 and 100, got 0", "polynomial", "x", "--p", "0")]
    [InlineData("allow 2 layers, or use p >= 8", "polynomial", "x^9", "--layers", "1")]
    [InlineData("cannot be negative, got -1", "polynomial", "x^9", "--layers", "-1")]
    [InlineData("'fastest' not recognized", "polynomial", "x", "--strategy", "fastest")]
    [InlineData("give a polynomial such as", "polynomial")]
    [InlineData("there is no file 'nowhere.json'", "polynomial", "--load", "nowhere.json")]
    [InlineData("--onnx: 'nowhere/x.onnx' cannot be written", "polynomial", "x", "--onnx", "nowhere/x.onnx")]
    [InlineData("at most 3 variables are approximated, and this one has 4", "approximate", "exp(x*y*z*w)")]
    [InlineData("the function is not finite at", "approximate", "log(x)")]
    [InlineData("--tolerance: the tolerance must be positive, got 0", "approximate", "sin(x)", "--tolerance", "0")]
    [InlineData("is not reached with degree 128, where the error is about", "approximate", "abs(x)")]
    [InlineData("the degree must be between 0 and 128 for 1 variables, got 129", "approximate", "sin(x)", "--degree", "129")]
    public void BadInput_IsOneLineOnTheErrorStream_AndExitCodeTwo(string message, params string[] args)
    {
        string[] before = Directory.GetFileSystemEntries(Directory.GetCurrentDirectory());
        CommandResult result = CommandLine.Run(args);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith("theory: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(before, Directory.GetFileSystemEntries(Directory.GetCurrentDirectory()));
    }

    [Theory]
    [InlineData("z*(1+", 5)]
    [InlineData("max(0,z)+*2", 9)]
    [InlineData("max(0,q)", 6)]
    [InlineData("foo(z)", 0)]
    [InlineData("2 z $ 3", 4)]
    [InlineData("@z", 0)]
    public void SyntaxErrors_HaveACaretUnderTheColumn(string formula, int column)
    {
        CommandResult result = CommandLine.Run("study", formula);
        Assert.Equal((2, ""), (result.Code, result.Output));
        string[] lines = result.Error.TrimEnd().Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("theory: ", lines[0], StringComparison.Ordinal);
        Assert.Equal("  " + formula, lines[1]);
        Assert.Equal("  " + new string(' ', column) + "^", lines[2]);
    }

    [Theory]
    [InlineData("study")]
    [InlineData("sample")]
    public void CudaWhereThereIsNone_IsBadInput(string command)
    {
        CommandResult result = CommandLine.Run(command, "relu", "--device", "cuda", "--models", "10", "--width", "8");
        Assert.SkipWhen(result.Code == 0, "this machine has CUDA");
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith("theory: device cuda is not available", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("study", "relu", "--models", "1000000")]
    [InlineData("sample", "relu", "--models", "1000000")]
    [InlineData("flow", "relu")]
    [InlineData("evaluate", "relu")]
    public void OutputThatCannotBeWritten_IsBadInput_BeforeAnyWorkIsDone(params string[] args)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("file"), "in the way");
        List<(string Path, string Message)> cases =
        [
            (folder.At("no", "such"), "does not exist; create it first"),
            (folder.At("file"), "is a file, not a folder"),
            (folder.At("file", "under"), "is a file; name another with --out"),
        ];
        if (OperatingSystem.IsLinux())
        {
            cases.Add(("/proc/theory", "cannot be written to"));
        }

        foreach ((string path, string message) in cases)
        {
            CommandResult result = CommandLine.Run([.. args, "--out", path]);
            Assert.Equal((2, ""), (result.Code, result.Output));
            Assert.Contains(message, result.Error, StringComparison.Ordinal);
            Assert.Single(result.Error.TrimEnd().Split(Environment.NewLine));
        }

        Assert.Equal([folder.At("file")], Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Theory]
    [InlineData("study", "relu")]
    [InlineData("sample", "relu")]
    [InlineData("flow", "relu")]
    [InlineData("evaluate", "relu")]
    public void Cancellation_WritesNothing(params string[] args)
    {
        using TemporaryFolder folder = new();
        CommandResult result = CommandLine.Run(new CancellationToken(canceled: true), [.. args, "--out", folder.At("new"), "--json"]);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("theory: cancelled; nothing was written", result.Error, StringComparison.Ordinal);
        Assert.True(folder.IsEmpty);
    }

    [Fact]
    public void CancellationWhileSampling_EndsTheRunSoon_AndKeepsWhatIsDone()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource cancellation = new();

        // It samples once what is predicted is there, however fast the machine.
        Thread interrupt = new(() =>
        {
            SpinWait.SpinUntil(() => File.Exists(folder.At("new", "report.md")) || cancellation.IsCancellationRequested);
            cancellation.Cancel();
        });
        interrupt.Start();
        CommandResult result = CommandLine.Run(cancellation.Token, "study", "relu", "--models", "3000000", "--out", folder.At("new"), "--json");
        cancellation.Cancel();
        interrupt.Join();
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("formulas and predictions are kept", result.Error, StringComparison.Ordinal);
        Assert.Contains("No networks have been sampled", File.ReadAllText(folder.At("new", "report.md")), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("new", "flow.csv")));
        Assert.False(File.Exists(folder.At("new", "study.json")));
    }

    [Fact]
    public void Failure_WhileWriting_IsOneLine_AndExitCodeOne()
    {
        // A folder where a file must go.
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.At("flow.json"));
        CommandResult result = CommandLine.Run("flow", "relu", "--out", folder.FullPath);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.StartsWith("theory: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("derive", "mrepu:2", "--json")]
    [InlineData("derive", "leaky_relu(0.25)")]
    [InlineData("evaluate", "tanh", "--K", "0.5,1e-3..10:4")]
    [InlineData("evaluate", "tanh", "--K", "0.5", "--json")]
    [InlineData("flow", "gelu", "--cw", "1.5", "--k1", "0.25")]
    [InlineData("flow", "relu", "--cb", "2.5", "--k1", "1.5")]
    public void Output_DoesNotDependOnTheCulture(params string[] args)
    {
        CommandResult expected = CommandLine.Run(args);
        Assert.Equal(expected, InForeignCulture(() => CommandLine.Run(args)));
    }

    [Fact]
    public void Files_DoNotDependOnTheCulture()
    {
        using TemporaryFolder folder = new();
        string[] args = ["study", "tanh", "--models", "40", "--width", "32", "--depth", "3", "--cw", "1.25", "--k1", "0.5", "--out"];
        CommandLine.Run([.. args, folder.At("here")]).Succeeded();
        InForeignCulture(() => CommandLine.Run([.. args, folder.At("abroad")])).Succeeded();
        foreach (string file in new[] { "expectations.csv", "flow.csv", "layers.csv", "report.md", "kernel.svg", "vertex.svg", "activation.svg" })
        {
            Assert.Equal(File.ReadAllText(folder.At("here", file)), File.ReadAllText(folder.At("abroad", file)));
        }
    }

    [Theory]
    [InlineData("activations")]
    [InlineData("derive", "relu")]
    [InlineData("derive", "relu", "--explain")]
    [InlineData("evaluate", "relu")]
    [InlineData("flow", "relu")]
    [InlineData("sample", "relu", "--models", "20", "--width", "16")]
    public void Json_IsTheOnlyOutput(params string[] args)
    {
        using TemporaryFolder folder = new();
        string[] output = args[0] is "activations" or "derive" ? [] : ["--out", folder.At("out")];
        CommandResult result = CommandLine.Run([.. args, "--json", .. output]).Succeeded();
        Assert.IsType<JsonObject>(JsonNode.Parse(result.Output));
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
    }

    private static string[] ExamplesOf(string help)
    {
        string[] lines = help.Split(Environment.NewLine);
        int heading = Array.FindIndex(lines, l => l is "Example:" or "Examples:");
        return heading < 0 ? [] : [.. lines.Skip(heading + 1).TakeWhile(l => l.Length > 0).Select(l => l.Trim())];
    }

    /// <summary>A culture that writes 1.5 as 1,5 and -1 with another sign; named cultures are not available everywhere.</summary>
    private static CommandResult InForeignCulture(Func<CommandResult> run)
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = culture;
        try
        {
            return run();
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
