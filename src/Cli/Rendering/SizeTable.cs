using System.Globalization;
using System.Text;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Comparison;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;

namespace Theory.Cli.Rendering;

/// <summary>Sizes of networks for dense polynomials, beside published bounds.</summary>
internal static class SizeTable
{
    private const int LargestDimension = 4;
    private const int LargestDegree = 8;
    private const int LargestOrder = 4;

    /// <summary>The table in Markdown. Every network in it is proven to equal its polynomial.</summary>
    public static string Markdown(CancellationToken cancellation)
    {
        StringBuilder text = new();
        text.AppendLine("| d | N | p | layers | neurons | parameters | width | everywhere: neurons | Theorem 8: layers | neurons | width | neurons, ratio |");
        text.AppendLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int dimension = 1; dimension <= LargestDimension; dimension++)
        {
            for (int degree = 2; degree <= LargestDegree; degree++)
            {
                for (int p = 1; p <= LargestOrder; p++)
                {
                    text.AppendLine(Row(dimension, degree, p, cancellation));
                }
            }
        }

        text.AppendLine();
        text.AppendLine("| N | everywhere, p = 1: layers | neurons | PowerNet, ChebNet for RePU_2: layers | neurons |");
        text.AppendLine("|--:|--:|--:|--:|--:|");
        for (int degree = 2; degree <= LargestDegree; degree++)
        {
            LayeredNetwork network = Proven(DensePolynomials.Of(1, degree), 1, 1, InputDomain.Everywhere(1), cancellation);
            text.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"| {degree} | {network.HiddenLayers} | {network.Neurons} | {PublishedSizes.PowerNetLayers(degree)} | {PublishedSizes.PowerNetNeurons(degree)} |"));
        }

        return text.ToString();
    }

    private static string Row(int dimension, int degree, int p, CancellationToken cancellation)
    {
        Polynomial polynomial = DensePolynomials.Of(dimension, degree);
        LayeredNetwork bounded = Proven(polynomial, dimension, p, InputDomain.Cube(dimension, -1, 1), cancellation);
        LayeredNetwork everywhere = Proven(polynomial, dimension, p, InputDomain.Everywhere(dimension), cancellation);
        double published = PublishedSizes.Theorem8Neurons(dimension, degree, p);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {dimension} | {degree} | {p} | {bounded.HiddenLayers} | {bounded.Neurons} | {bounded.Parameters} | {bounded.Width} | {everywhere.Neurons} "
            + $"| {PublishedSizes.Theorem8Layers(degree)} | {published:0} | {PublishedSizes.Theorem8Width(dimension, degree, p):0} | {bounded.Neurons / published:0.000} |");
    }

    private static LayeredNetwork Proven(Polynomial polynomial, int dimension, int p, InputDomain domain, CancellationToken cancellation)
    {
        string[] variables = [.. Enumerable.Range(1, dimension).Select(i => $"x{i}")];
        LayeredNetwork network = LayeredNetwork.From(ExactNetworks.Create(polynomial, variables, p, domain, Strategy.FewestNeurons, cancellation: cancellation), cancellation);
        return NetworkExpansion.Of(network.ToGraph(cancellation), cancellation).IsExact ? network : throw new NotPolynomialException($"d = {dimension}, N = {polynomial.Degree}, p = {p}");
    }
}
