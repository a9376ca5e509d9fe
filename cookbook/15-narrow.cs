#:project ../src/Numerics/Numerics.csproj
// My network is narrow: how likely is it that its signal dies or explodes?
// Picture: theory law relu --k1 1 --cw 2 --width 8 --depth 8, metric.png
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.ExactLaw;

var network = Network.Plain(Activation.Parse("relu"), depth: 8, width: 8, cb: 0, cw: 2);
var last = MetricLaw.Compute(network, Signal.Kernel(1)).Layers[^1];
Console.WriteLine($"mean {last.Mean.Value:F4}, variance {last.Variance.Value:F3}");
Console.WriteLine($"a tenth of the networks have less than {last.Quantiles.Single(q => q.Probability == 0.1).Value.Value:F4}");
Console.WriteLine($"P(metric < 0.01) = {last.Cumulative(0.01):F4}");
