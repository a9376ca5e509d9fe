using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Approximation;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;
using Theory.Polynomials.Parsing;
using Theory.Validation.Storage;

namespace Theory.Cli.Commands;

/// <summary><c>theory approximate</c>: an exact network for an interpolant of a function.</summary>
internal static class ApproximateCommand
{
    private const int MostVariables = 3;

    /// <summary>What the rounding of coefficients may take of the tolerance.</summary>
    private const double ShareOfRounding = 1e-3;

    /// <summary>The name of an activation alone, as gelu or mrepu:2, stands for its definition.</summary>
    private static string Written(string text) =>
        text.Trim().Split(':') is { Length: <= 2 } parts && parts[0].All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && ActivationCatalogue.Find(parts[0]) is not null
            ? Activation.Parse(text).Definition.ToString()
            : text;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> formula = new("function") { Description = "A function of one to three variables, such as \"sin(3x)*exp(-x^2)\", or the name of an activation" };
        PolynomialOptions options = new();
        Option<double?> tolerance = StandardOptions.Number("--tolerance", "The largest error over the domain [default: 1e-8]");
        Option<int> degree = StandardOptions.Integer("--degree", "Degree in every variable instead of a tolerance; -1 for the tolerance", -1);
        NetworkFiles files = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for figures (PNG, SVG), the convergence table (CSV) and the network");
        Command command = new CommandWithExamples(
            "approximate",
            "Approximate a function by a Chebyshev interpolant, and build the network that equals it exactly.",
            """theory approximate "sin(3x)*exp(-x^2)" --domain -1,1 --tolerance 1e-10""",
            """theory approximate "exp(x*y)" --tolerance 1e-6 --json""") { formula, tolerance, degree, json, output };
        options.AddTo(command, withGlobal: false);
        files.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string named ? OutputFolder.Named(named) : null;
            FormulaText text = FormulaText.Parse(Written(parsed.GetRequiredValue(formula)), options.Variables(parsed));
            if (text.Variables.Count > MostVariables)
            {
                throw new UserInputException($"functions of at most {MostVariables} variables are approximated, and this one has {text.Variables.Count}");
            }

            InputDomain box = options.Domain(parsed, text.Variables.Count);
            FunctionApproximation function = new(text, box);
            double wanted = parsed.GetValue(tolerance) ?? 1e-8;
            int order = options.Order(parsed);
            (ChebyshevTensor interpolant, NetworkReport report) = parsed.GetValue(degree) >= 0
                ? Network(ChebyshevInterpolation.OfDegree(function.Evaluate, box, parsed.GetValue(degree)), text, order, box, wanted, cancellation)
                : OfLeastDegree(function, text, order, box, wanted, cancellation);
            ConvergenceStudy convergence = ConvergenceStudy.Of(function, box, cancellation);
            (double error, double errorC1) = (function.Error(report.Layered), function.Error(interpolant, cancellation).ErrorC1);
            string name = parsed.GetRequiredValue(formula).Trim();
            JsonObject result = new()
            {
                ["function"] = name,
                ["tolerance"] = parsed.GetValue(degree) < 0 ? wanted : null,
                ["degrees"] = new JsonArray([.. interpolant.Shape.Select(n => (JsonNode)(n - 1))]),
                ["maxError"] = Json.Number(error),
                ["maxErrorC1"] = Json.Number(errorC1),
                ["observedOrder"] = Json.Number(convergence.Order),
                ["observedOrderC1"] = Json.Number(convergence.OrderC1),
                ["observedRate"] = Json.Number(convergence.Rate),
                ["convergence"] = convergence.ToJson(),
                ["network"] = report.ToJson(),
            };
            IReadOnlyList<(string Path, byte[] Content)> single = files.Prepare(parsed, report.Layered, report.Network);
            if (folder is not null)
            {
                PreparedFiles prepared = new();
                report.AddFiles(prepared);
                prepared.Add("convergence.csv", convergence.ToCsv());
                prepared.Add("convergence", convergence.ToFigure(name));
                foreach ((string file, Figure figure) in ApproximationFigures.Of(name, function.Evaluate, report.Layered, box))
                {
                    prepared.Add(file, figure);
                }

                prepared.Add("approximate.json", Json.Text(result));
                prepared.WriteTo(folder);
            }

            foreach ((string path, byte[] content) in single)
            {
                DurableFile.WriteNamed(path, content);
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
                return Task.FromResult(ExitCode.Success);
            }

            report.WriteText(terminal, $"{name}, approximated by a polynomial of degree {string.Join(", ", interpolant.Shape.Select(n => n - 1))}");
            terminal.Output.WriteLine();
            terminal.Output.WriteLine($"  |network - f|      {Format.Bound(error)}; with first derivatives {Format.Bound(errorC1)} (over 2000 points)");
            terminal.Output.WriteLine($"  convergence        {convergence.Statement}");
            FolderNote.Write(terminal, folder);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static (ChebyshevTensor Interpolant, NetworkReport Report) Network(
        ChebyshevTensor interpolant, FormulaText text, int p, InputDomain box, double tolerance, CancellationToken cancellation) =>
        (interpolant, NetworkReport.Of(ApproximatingNetwork.Create(interpolant, text.Variables, p, box, tolerance, cancellation), "most-stable", cancellation));

    /// <summary>The least degree whose network, with the rounding of its weights and of the evaluation, is within the tolerance.</summary>
    private static (ChebyshevTensor Interpolant, NetworkReport Report) OfLeastDegree(
        FunctionApproximation function, FormulaText text, int p, InputDomain box, double tolerance, CancellationToken cancellation)
    {
        if (!(tolerance > 0) || !double.IsFinite(tolerance))
        {
            throw new UserInputException($"--tolerance: the tolerance must be positive, got {tolerance.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        double reached = double.PositiveInfinity;
        foreach ((ChebyshevTensor interpolant, double error) in LeastDegree.Of(function, box, tolerance, cancellation))
        {
            reached = Math.Min(reached, error);
            if (error <= tolerance)
            {
                (ChebyshevTensor, NetworkReport Report) network = Network(interpolant, text, p, box, tolerance * ShareOfRounding, cancellation);
                double rounded = function.Error(network.Report.Layered);
                if (rounded <= tolerance)
                {
                    return network;
                }
            }
        }

        throw new UserInputException($"the tolerance {Format.Number(tolerance, 3)} is not reached with degree {ChebyshevInterpolation.LargestDegree(box.Dimension)}"
            + (reached > tolerance ? $", where the error is about {Above(reached, tolerance)}" : " in double precision") + "; raise --tolerance, or give --degree");
    }

    /// <summary>An error with as many digits as show that it exceeds the tolerance.</summary>
    private static string Above(double error, double tolerance)
    {
        for (int digits = 2; ; digits++)
        {
            string text = Format.Number(error, digits);
            if (digits == 17 || double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) > tolerance)
            {
                return text;
            }
        }
    }
}
