using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Couplings;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Printing;

namespace Theory.Cli.Commands;

/// <summary>The couplings as formulas, for one input and for several.</summary>
internal static class CouplingEquations
{
    /// <summary>g, v, G and V for a number of inputs.</summary>
    public static IReadOnlyList<ExplainedEquation> Of(int inputs)
    {
        if (inputs is < 1 or > CouplingFormulas.MaximumInputs)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                $"--inputs must be between 1 and {CouplingFormulas.MaximumInputs}, got {inputs}; numbers for more come from --file"));
        }

        if (inputs == 1)
        {
            return
            [
                new("g", "g", CouplingFormulas.Quadratic), new("v", "v", CouplingFormulas.Quartic),
                new("G", "G", CouplingFormulas.MetricFromCouplings), new("V", "V", CouplingFormulas.VertexFromCouplings),
            ];
        }

        (int A, int B)[] pairs = [.. from a in Enumerable.Range(1, inputs) from b in Enumerable.Range(a, inputs - a + 1) select (a, b)];
        var fours = pairs.SelectMany((p, i) => pairs.Skip(i).Select(q => (p.A, p.B, C: q.A, D: q.B))).ToArray();
        static ExplainedEquation Equation(Symbol left, Expr right) => new(left.Name, left.Latex!, right);
        return
        [
            .. pairs.Select(p => Equation(CouplingSymbols.QuadraticOf(p.A, p.B), CouplingFormulas.QuadraticOf(p.A, p.B, inputs))),
            .. fours.Select(q => Equation(CouplingSymbols.QuarticOf(q.A, q.B, q.C, q.D), CouplingFormulas.QuarticOf(q.A, q.B, q.C, q.D, inputs))),
            .. pairs.Select(p => Equation(CouplingSymbols.Metric(p.A, p.B), CouplingFormulas.MetricOf(p.A, p.B, inputs))),
            .. fours.Select(q => Equation(CouplingSymbols.Vertex(q.A, q.B, q.C, q.D), CouplingFormulas.VertexOf(q.A, q.B, q.C, q.D, inputs))),
        ];
    }

    /// <summary>Writes the formulas in a language or as JSON, with their derivation if wanted.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<ExplainedEquation> equations, FormulaFormat format, bool explain, bool asJson)
    {
        IReadOnlyList<ExplanationStep> steps = !explain ? [] : equations.Any(e => e.Left == "g") ? CouplingFormulas.Explain() : CouplingFormulas.ExplainSeveralInputs();
        bool latex = format == FormulaFormat.Latex;
        if (asJson)
        {
            JsonObject json = new()
            {
                ["formulas"] = new JsonArray([.. equations.Select(FormulaToJson)]),
                ["indexNotation"] = new JsonArray([.. CouplingFormulas.IndexNotation.Select(ExplainedSteps.EquationToJson)]),
            };
            if (explain)
            {
                json["steps"] = ExplainedSteps.ToJson(steps);
            }

            terminal.Output.Write(Json.Text(json));
            return;
        }

        if (explain)
        {
            ExplainedSteps.Write(terminal.Output, steps, latex);
            terminal.Output.WriteLine();
        }

        if (latex)
        {
            equations.Concat(CouplingFormulas.IndexNotation).ToList().ForEach(e => terminal.Output.WriteLine($"\\[ {e.Latex} \\]"));
            return;
        }

        if (format != FormulaFormat.Text)
        {
            foreach (ExplainedEquation equation in equations)
            {
                terminal.Output.WriteLine(format == FormulaFormat.MathMl ? format.Print(equation.Right) : $"{format.Print(new Symbol(equation.Left))} = {format.Print(equation.Right)}");
            }

            return;
        }

        terminal.Output.WriteLine("S = 1/2 sum_i g^{ab} z_{i;a} z_{i;b} - 1/8 sum_ij v^{(ab)(cd)} z_{i;a} z_{i;b} z_{j;c} z_{j;d} of m neurons, n the width of the layer before, to the order 1/n:");
        terminal.Output.WriteLine();
        foreach (ExplainedEquation equation in equations)
        {
            terminal.Output.WriteLine($"  {equation.Text}");
        }

        terminal.Output.WriteLine();
        terminal.Output.WriteLine("for several inputs, repeated indices summed, G^{ab} the inverse of G_ab and P_ab the inverse of g^{ab}:");
        terminal.Output.WriteLine();
        foreach (ExplainedEquation equation in CouplingFormulas.IndexNotation)
        {
            terminal.Output.WriteLine($"  {equation.Text}");
        }
    }

    private static JsonObject FormulaToJson(ExplainedEquation equation)
    {
        JsonObject json = new() { ["left"] = equation.Left, ["leftLatex"] = equation.LeftLatex };
        FormulaJson.AddTo(json, equation.Right);
        return json;
    }
}
