using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.ExactLaw;

namespace Theory.Cli.Rendering;

/// <summary>A layer of an exact law as JSON: numbers, their errors, and why some are missing.</summary>
internal sealed class LayerLawJson
{
    private readonly JsonObject _errors = [];
    private readonly JsonObject _undefined = [];

    /// <summary>A layer.</summary>
    public LayerLawJson(LayerLaw layer) => Layer = new JsonObject { ["layer"] = layer.Layer };

    /// <summary>What has been added so far.</summary>
    public JsonObject Layer { get; }

    /// <summary>A number.</summary>
    public void Add(string name, LawValue value)
    {
        Layer[name] = Json.Number(value.Value);
        _errors[name] = Json.Number(value.Error);
        Undefined(name, value);
    }

    /// <summary>Quantiles by their probabilities.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="quantiles">The quantiles.</param>
    /// <param name="together">Whether all are missing together.</param>
    public void Add(string name, IReadOnlyList<(double Probability, LawValue Value)> quantiles, bool together) =>
        Add(name, quantiles.Select(q => (LawNumbers.Key(q.Probability), q.Value)), together);

    /// <summary>Numbers of one kind by their names.</summary>
    /// <param name="name">The kind.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="together">Whether all are missing together.</param>
    public void Add(string name, IEnumerable<(string Key, LawValue Value)> numbers, bool together = false)
    {
        JsonObject values = [], errors = [];
        (Layer[name], _errors[name]) = (values, errors);
        foreach ((string key, LawValue value) in numbers)
        {
            (values[key], errors[key]) = (Json.Number(value.Value), Json.Number(value.Error));
            Undefined(together ? name : $"{name}.{key}", value);
        }
    }

    /// <summary>The layer with errors and reasons.</summary>
    /// <param name="error">The largest error.</param>
    public JsonObject Completed(double error)
    {
        Layer["error"] = Json.Number(error);
        Layer["errors"] = _errors;
        Layer["undefined"] = _undefined.Count == 0 ? null : _undefined;
        return Layer;
    }

    private void Undefined(string name, LawValue value)
    {
        if (value.Missing is not null && !_undefined.ContainsKey(name))
        {
            _undefined[name] = value.Missing;
        }
    }
}
