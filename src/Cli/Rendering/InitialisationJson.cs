using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Reporting;

namespace Theory.Cli.Rendering;

/// <summary>What the JSON objects of commands on plain networks begin with.</summary>
internal static class InitialisationJson
{
    /// <summary>The networks, and then what a command says of them.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="start">The networks.</param>
    /// <param name="given">What enters them, by its name; null where that is told elsewhere.</param>
    /// <param name="withRates">Whether they are trained, so that lambda_b and lambda_W are told.</param>
    /// <param name="more">What is said of them.</param>
    public static JsonObject Of(Activation activation, Initialisation start, (string Name, double Value)? given, bool withRates, JsonObject more)
    {
        JsonObject json = new() { ["activation"] = activation.Name };
        if (given is (string name, double value))
        {
            json[name] = value;
        }

        json["cb"] = Json.PerLayer(start.Cb);
        json["cw"] = Json.PerLayer(start.Cw);
        if (withRates)
        {
            json["lambdaB"] = start.Network[1].LambdaB;
            json["lambdaW"] = start.Network[1].LambdaW;
        }

        json["width"] = Json.PerLayer(start.Widths);
        json["depth"] = start.Network.Depth;
        foreach ((string key, JsonNode? node) in more.ToArray())
        {
            more.Remove(key);
            json.Add(key, node);
        }

        return json;
    }
}
