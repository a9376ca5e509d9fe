using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Theory.Cli.Options;
using Theory.Cli.Rendering;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Explorer;

/// <summary>A sampled ensemble: one JSON object a line, first how far it is, last the result.</summary>
internal static class SampleStream
{
    /// <summary>Numbers drawn at most for one request: some seconds.</summary>
    private const double MostNumbers = 2e8;

    private const int LargestDepth = 100;

    private const int LargestWidth = 4096;

    private const int MostNetworks = 100_000;

    /// <summary>Tensors of one request hold so many bytes at most.</summary>
    private const long Memory = 256L << 20;

    /// <summary>Reads the request; everything that can be refused is refused here, before the answer begins.</summary>
    /// <exception cref="UserInputException">The request cannot be met.</exception>
    public static (SamplingOptions Options, EnsembleTheory Theory) Prepare(PreparedActivation prepared, RequestValues request, CancellationToken cancellation)
    {
        Initialisation start = NetworkAnswers.Start(prepared, request, LargestDepth, LargestWidth);
        SamplingOptions options = new()
        {
            Network = start.Network,
            Signal = start.Signal,
            LastActivation = prepared.Evaluator.Activation,
            Models = request.Integer("models", 2, MostNetworks),
            Seed = (ulong)request.Integer("seed", 0, int.MaxValue),
            MemoryLimitBytes = Memory,
        };
        double numbers = (double)options.Models * start.Network.Depth * start.Network.WidthOf(1);
        Require.That(numbers <= MostNumbers, $"this would draw {numbers} numbers, and this page draws up to {MostNumbers}; use fewer networks or narrower layers, or theory sample, which has no such limit");
        options.Validate();
        EnsembleSamplers.Conditional.Check(options);
        var theory = EnsembleTheory.Of(options, prepared.Evaluator, cancellation);
        _ = theory.Followed.ToTheLast();
        return (options, theory);
    }

    /// <summary>Draws, and writes lines while it does.</summary>
    public static async Task WriteAsync(HttpResponse response, string activation, SamplingOptions options, EnsembleTheory theory, CancellationToken cancellation)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        var fractions = Channel.CreateBounded<double>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        Task<EnsembleResult> work = Task.Run(
            () =>
            {
                try
                {
                    return EnsembleRun.Run(activation, theory, [(EnsembleSamplers.Conditional, options)], _ => new Told(fractions.Writer), cancellation)[0];
                }
                finally
                {
                    fractions.Writer.Complete();
                }
            },
            cancellation);
        await foreach (double fraction in fractions.Reader.ReadAllAsync(cancellation))
        {
            await LineAsync(response, new JsonObject { ["progress"] = fraction }, cancellation);
        }

        await LineAsync(response, new JsonObject { ["result"] = EnsembleReport.ToJson(await work) }, cancellation);
    }

    private static async Task LineAsync(HttpResponse response, JsonObject line, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"), cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    private sealed class Told(ChannelWriter<double> writer) : IProgress<double>
    {
        public void Report(double value) => writer.TryWrite(value);
    }
}
