#:project ../src/Numerics/Numerics.csproj
// What do networks of width 100 answer after training, on average and from one to another?
using Theory.Networks;
using Theory.Numerics.Facade;
using Theory.Numerics.TrainedNetworks;

var tanh = EffectiveTheory.Of("tanh");
var law = tanh.Law(depth: 3, width: 100, cw: 1.5, cb: 0.1);
var points = NetworkInputs.Of([[1.0], [0.5]]);
var prediction = TrainedOutputs.Predict(tanh.Evaluator(law), points, [0.7], TrainingSchedule.Flow([1.0]));
foreach (var output in prediction.Outputs)
{
    Console.WriteLine($"input {output.Point}: mean {output.Mean:F4} {output.MeanCorrection / prediction.Width:+0.0000;-0.0000}, variance {output.Variance:F4} {output.VarianceCorrection / prediction.Width:+0.0000;-0.0000}");
}
