#:project ../src/Numerics/Numerics.csproj
// From which kernels does a critical initialisation attract?
using Theory.Activations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

ExpectationEvaluator evaluator = new(Activation.Parse("imrepu:2"));
foreach (var point in Classifier.Classify(evaluator).CriticalPoints)
{
    var basin = BasinOfAttraction.Of(evaluator, point);
    Console.WriteLine(basin is null ? $"K* = {point.K}: attracts nothing" : $"K* = {point.K}: attracts {basin.From:G6} < K < {basin.To:G6}");
}
