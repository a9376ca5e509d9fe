using System.CommandLine;
using Theory.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;

namespace Theory.Cli.Options;

/// <summary>The options that say how an ensemble is drawn: device, precision, seed, memory.</summary>
internal sealed class EnsembleOptions
{
    private readonly Option<string> _device = StandardOptions.Word("--device", "Where to compute", "auto", "auto", "cpu", "cuda");
    private readonly Option<string> _dtype = StandardOptions.Word("--dtype", "Precision of weights and preactivations", "float32", "float32", "float64");
    private readonly Option<int> _seed = StandardOptions.Integer("--seed", "Seed of the ensemble", 1);
    private readonly Option<int> _memory = StandardOptions.Integer("--memory", "Memory for tensors in MiB; results do not depend on it", 1024);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_device, _dtype, _seed, _memory])
        {
            command.Add(option);
        }
    }

    /// <summary>The seed.</summary>
    public int Seed(ParseResult parsed) => parsed.GetValue(_seed);

    /// <summary>The options of an ensemble of given networks.</summary>
    /// <exception cref="UserInputException">The seed or the memory is negative, or another option is out of its range.</exception>
    public SamplingOptions Read(ParseResult parsed, Initialisation initialisation, Activation activation, int models)
    {
        if (Seed(parsed) < 0)
        {
            throw new UserInputException($"the seed must be at least 0, got {Seed(parsed)}");
        }

        SamplingOptions options = new()
        {
            Network = initialisation.Network,
            Signal = initialisation.Signal,
            LastActivation = activation,
            Models = models,
            Seed = (ulong)Seed(parsed),
            Device = TorchDevice.Parse(parsed.GetValue(_device)!),
            DType = TorchPrecision.Parse(parsed.GetValue(_dtype)!),
            MemoryLimitBytes = (long)parsed.GetValue(_memory) << 20,
        };
        options.Validate();
        return options;
    }
}
