using System.CommandLine;
using Theory.Cli.Output;

namespace Theory.Cli.Commands;

/// <summary>Commands that serve one purpose, under one heading of the help.</summary>
/// <param name="Purpose">What one wants who looks here.</param>
/// <param name="Commands">The commands, the most used first.</param>
internal sealed record CommandGroup(string Purpose, IReadOnlyList<Command> Commands)
{
    /// <summary>Every command, the few that matter most first.</summary>
    public static IReadOnlyList<CommandGroup> All(Terminal terminal) =>
    [
        new("Start here",
        [
            StudyCommand.Create(terminal),
            AdviseCommand.Create(terminal),
            ServeCommand.Create(terminal),
            ActivationsCommand.Create(terminal),
            CompletionCommand.Create(terminal, () => All(terminal)),
        ]),
        new("Derive formulas",
        [
            DeriveCommand.Create(terminal),
            SeriesCommand.Create(terminal),
            RecursionsCommand.Create(terminal),
            CorrelatorsCommand.Create(terminal),
            CouplingsCommand.Create(terminal),
        ]),
        new("Evaluate expectations",
        [
            EvaluateCommand.Create(terminal),
            KernelCommand.Create(terminal),
        ]),
        new("Choose an initialisation or an activation",
        [
            ClassifyCommand.Create(terminal),
            RecommendCommand.Create(terminal),
            CompareCommand.Create(terminal),
            AuditCommand.Create(terminal),
            PhaseCommand.Create(terminal),
            FixedPointsCommand.Create(terminal),
            DesignCommand.Create(terminal),
            SearchCommand.Create(terminal),
            ShapeCommand.Create(terminal),
        ]),
        new("Predict networks",
        [
            FlowCommand.Create(terminal),
            NetworkCommand.Create(terminal),
            LawCommand.Create(terminal),
            TangentCommand.Create(terminal),
            TrainedCommand.Create(terminal),
            GramCommand.Create(terminal),
            PredictCommand.Create(terminal),
        ]),
        new("Check predictions against sampled networks",
        [
            SampleCommand.Create(terminal),
            ConvergenceCommand.Create(terminal),
        ]),
        new("Build exact polynomial networks",
        [
            PolynomialCommand.Create(terminal),
            ApproximateCommand.Create(terminal),
        ]),
        new("Reproduce the paper",
        [
            ExperimentCommand.Create(terminal),
            MergeCommand.Create(terminal),
        ]),
    ];
}
