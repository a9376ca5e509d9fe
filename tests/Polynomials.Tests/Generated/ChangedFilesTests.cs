using System.Text;
using System.Text.Json.Nodes;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Tests.Generated;

/// <summary>Files are untrusted: whatever is done to one, it is read and proven, or refused in one line.</summary>
public sealed class ChangedFilesTests
{
    private const int ChangesOfAFile = 250;

    private static readonly string[] Values =
    [
        "null", "0", "-1", "1e999", "2147483648", "1.5", "true", "\"\"", "\"x\"", "\"NaN\"", "\"Infinity\"", "\"1/0\"", "\"1/2/3\"", "\" 1\"", "\"0x10\"",
        "[]", "[[]]", "[null]", "[[\"1\"]]", "[[\"1\",\"0\"]]", "[[\"-1\",\"1\",\"2\"]]", "{}", "{\"weights\":[]}", "[\"x\",\"x\"]", "\"(((((\"", "\"x^999999999\"", "\"1e999999999*x\"",
    ];

    [Theory]
    [InlineData("x^3*y - 2", 2, true)]
    [InlineData("x^4 + x", 1, false)]
    [InlineData("3", 3, true)]
    public void ChangedFile_IsReadAndProven_OrRefusedInOneLine(string text, int p, bool bounded)
    {
        string valid = Valid(text, p, bounded);
        Random random = new(text.Length + p);
        int refused = 0;
        for (int i = 0; i < ChangesOfAFile; i++)
        {
            refused += IsRefused(Change(valid, random)) ? 1 : 0;
        }

        Assert.InRange(refused, ChangesOfAFile / 2, ChangesOfAFile);
    }

    [Theory]
    [InlineData("\"domain\":null", "\"domain\":\"x\"", "\"domain\" must be null")]
    [InlineData("\"domain\":null", "\"domain\":[[\"1\"]]", "must have two ends")]
    [InlineData("\"domain\":null", "\"domain\":[[\"1\",\"-1\"]]", "is reversed")]
    [InlineData("\"domain\":null", "\"domain\":null,\"domain\":null", "Duplicate")]
    [InlineData("\"p\":1", "\"p\":\"1\"", "\"p\" must be a whole number")]
    [InlineData("\"p\":1", "\"p\":1.5", "\"p\" must be a whole number")]
    [InlineData("\"p\":1", "\"p\":2000000000", "between 1 and 100")]
    [InlineData("\"layers\":[", "\"layers\":[7,", "a layer must have")]
    [InlineData("\"polynomial\":\"x^2\"", "\"polynomial\":\"x^300\"", "at most 128")]
    [InlineData("\"polynomial\":\"x^2\"", "\"polynomial\":NaN", "is an invalid")]
    public void TypicalDefects_AreNamed(string good, string bad, string message)
    {
        string valid = Valid("x^2", 1, bounded: false);
        Assert.Contains(good, valid, StringComparison.Ordinal);
        Assert.Contains(message, Refusal(valid.Replace(good, bad, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersAndProofs_ThatWouldTakeForEver_AreRefusedBeforeTheWork()
    {
        string weight = "[[\"" + new string('7', 2_000_000) + "\"]]";
        Assert.Contains("2000000 characters", Refusal(Network(1, weight, "[\"0\"]", 1)), StringComparison.Ordinal);
        Assert.Contains("exact arithmetic", Refusal(Network(100, "[[\"1/" + new string('7', 19_000) + "\"]]", "[\"1/" + new string('3', 19_000) + "\"]", 3)), StringComparison.Ordinal);

        // Degree 101 to the power of the number of layers.
        Assert.Contains("is not its polynomial", Refusal(Network(100, "[[\"1/3\"]]", "[\"1/3\"]", 5)), StringComparison.Ordinal);
    }

    private static string Network(int p, string weights, string biases, int layers) =>
        $$"""{"format":"theory-polynomial-network/1","p":{{p}},"variables":["x"],"polynomial":"x^2","domain":[["-1","1"]],"layers":[{{string.Join(',', Enumerable.Repeat($$"""{"weights":{{weights}},"biases":{{biases}}}""", layers))}}]}""";

    private static string Valid(string text, int p, bool bounded)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        int dimension = polynomial.Variables.Count;
        return NetworkJson.Write(LayeredNetwork.From(ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, p,
            bounded ? InputDomain.Cube(dimension, -1, 1) : InputDomain.Everywhere(dimension)))).ToJsonString();
    }

    private static bool IsRefused(string text)
    {
        try
        {
            NetworkJson.Read(text);
            return false;
        }
        catch (UserInputException error)
        {
            Assert.InRange(error.Message.Length, 10, 1_000);
            Assert.DoesNotContain('\n', error.Message);
            return true;
        }
    }

    private static string Refusal(string text) => Assert.Throws<UserInputException>(() => NetworkJson.Read(text)).Message;

    private static string Change(string valid, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                return random.Next(4) == 0 ? valid.Replace("\"0\"", "\"\\ud800\"", StringComparison.Ordinal) : valid[..random.Next(valid.Length)];
            case 1:
                StringBuilder flipped = new(valid);
                flipped[random.Next(valid.Length)] = (char)random.Next(32, 300);
                return flipped.ToString();
            case 2:
                // A key or value twice, or left out.
                int from = random.Next(valid.Length - 1);
                int length = random.Next(1, Math.Min(40, valid.Length - from));
                return random.Next(2) == 0 ? valid.Insert(from, valid.Substring(from, length)) : valid.Remove(from, length);
            default:
                JsonNode json = JsonNode.Parse(valid)!;
                List<Action<JsonNode?>> places = [];
                List<Action> removals = [];
                Visit(json, places, removals);
                if (random.Next(4) == 0)
                {
                    removals[random.Next(removals.Count)]();
                }
                else
                {
                    string value = Values[random.Next(Values.Length)];
                    try
                    {
                        places[random.Next(places.Count)](JsonNode.Parse(value));
                    }
                    catch (System.Text.Json.JsonException)
                    {
                        return valid.Replace("\"0\"", value, StringComparison.Ordinal);
                    }
                }

                return json.ToJsonString();
        }
    }

    private static void Visit(JsonNode? node, List<Action<JsonNode?>> places, List<Action> removals)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string key, JsonNode? value) in members.ToArray())
                {
                    places.Add(v => members[key] = v);
                    removals.Add(() => members.Remove(key));
                    Visit(value, places, removals);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    int index = i;
                    places.Add(v => items[index] = v);
                    removals.Add(() => items.RemoveAt(index));
                    Visit(items[i], places, removals);
                }

                break;
        }
    }
}
