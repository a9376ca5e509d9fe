using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Approximation;
using Theory.Polynomials.Parsing;

namespace Theory.Cli.Commands;

/// <summary><c>theory approximate</c>: an exact network for an interpolant of a function.</summary>
internal static class ApproximateCommand
{
    private const int MostVariables = 3;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> formula = new("function") { Description = "A function of one to three variables, such as \"sin(3x)*exp(-x^2)\"" };
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
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            FormulaText text = FormulaText.Parse(parsed.GetRequiredValue(formula), options.Variables(parsed));
            if (text.Variables.Count > MostVariables)
            {
                throw new UserInputException($"functions of at most {MostVariables} variables are approximated, and this one has {text.Variables.Count}");
            }

            InputDomain box = options.Domain(parsed, text.Variables.Count);
            FunctionApproximation function = new(text, box);
            double wanted = parsed.GetValue(tolerance) ?? 1e-8;
            ChebyshevTensor interpolant = Interpolate(function, box, wanted, parsed.GetValue(degree));
            NetworkReport report = NetworkReport.Of(ApproximatingNetwork.Create(interpolant, text.Variables, options.Order(parsed), box, wanted / 4), "most-stable");
            cancellation.ThrowIfCancellationRequested();
            ConvergenceStudy convergence = ConvergenceStudy.Of(function, box);
            (double error, double errorC1) = (function.Error(report.Layered), function.Error(interpolant).ErrorC1);
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
                ["convergence"] = convergence.ToJson(),
                ["network"] = report.ToJson(),
            };
            files.Write(parsed, report);
            report.WriteFiles(folder);
            folder?.WriteText("convergence.csv", convergence.ToCsv());
            folder?.WriteFigure("convergence", convergence.ToFigure(name));
            folder?.WriteText("approximate.json", Json.Text(result));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
                return Task.FromResult(Application.Success);
            }

            report.WriteText(terminal, $"{name}, approximated by a polynomial of degree {string.Join(", ", interpolant.Shape.Select(n => n - 1))}");
            terminal.Output.WriteLine();
            terminal.Output.WriteLine($"  |network - f|      {Format.Bound(error)}; with first derivatives {Format.Bound(errorC1)} (over 2000 points)");
            terminal.Output.WriteLine(convergence.Order is double order
                ? $"  convergence        the error falls like N^-{Format.Number(order, 2)}, with derivatives like N^-{Format.Number(convergence.OrderC1, 2)}"
                : "  convergence        faster than any power of the degree");
            FolderNote.Write(terminal, folder);
            return Task.FromResult(Application.Success);
        });
        return command;
    }

    private static ChebyshevTensor Interpolate(FunctionApproximation function, InputDomain box, double tolerance, int degree)
    {
        if (degree >= 0)
        {
            return ChebyshevInterpolation.OfDegree(function.Evaluate, box, degree);
        }

        if (!(tolerance > 0) || !double.IsFinite(tolerance))
        {
            throw new UserInputException($"--tolerance: the tolerance must be positive, got {tolerance.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (ChebyshevInterpolation.ToTolerance(function.Evaluate, box, tolerance / 8) is ChebyshevTensor interpolant)
        {
            return interpolant;
        }

        // The coefficients promise nothing any more, but the error itself may still be small enough.
        int largest = ChebyshevInterpolation.LargestDegree(box.Dimension);
        ChebyshevTensor last = ChebyshevInterpolation.OfDegree(function.Evaluate, box, largest);
        double error = function.Error(last).Error;
        return error <= tolerance / 2
            ? last
            : throw new UserInputException($"the tolerance {Format.Number(tolerance, 3)} is not reached with degree {largest}, where the error is about "
                + $"{Format.Number(error, 2)}; raise --tolerance, or give --degree");
    }
}
