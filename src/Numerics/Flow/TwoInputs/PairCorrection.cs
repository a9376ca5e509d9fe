namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>G1_ab of two inputs: the mean metric is K_ab + G1_ab/n + O(1/n^2).</summary>
/// <param name="G11">G1_11.</param>
/// <param name="G12">G1_12; NaN where a derivative of its expectation does not exist, as at full correlation if s jumps.</param>
/// <param name="G22">G1_22.</param>
public readonly record struct PairCorrection(double G11, double G12, double G22)
{
    /// <summary>
    /// One layer on: G1 = ratio (J G1 + (1/2) sum V_(ab)(cd) d^2/dK_ab dK_cd), the mean of C_W &lt;s_a s_b&gt; over the fluctuations of the metric before.
    /// </summary>
    /// <param name="vertex">The vertex of the layer before.</param>
    /// <param name="j">First derivatives.</param>
    /// <param name="h">Second derivatives.</param>
    /// <param name="ratio">n_l/n_(l-1).</param>
    internal PairCorrection Next(in PairVertex vertex, in PairResponse j, in PairCurvature h, double ratio)
    {
        double mixed = (h.D1111 * vertex.V1111) + (h.D2222 * vertex.V2222) + (h.D1212 * vertex.V1212)
            + (2 * ((h.D1112 * vertex.V1112) + (h.D1122 * vertex.V1122) + (h.D1222 * vertex.V1222)));
        return new PairCorrection(
            ratio * ((j.D1111 * G11) + (h.First * vertex.V1111 / 2)),
            ratio * ((j.D1211 * G11) + (j.D1212 * G12) + (j.D1222 * G22) + (mixed / 2)),
            ratio * ((j.D2222 * G22) + (h.Second * vertex.V2222 / 2)));
    }

    /// <summary>
    /// One layer on where the inputs are fully correlated in every network: equal or opposite ones, or those in proportion if s is homogeneous. Then
    /// s_2 is a multiple of s_1, and G1_12 the same multiple of G1_11.
    /// </summary>
    /// <param name="vertex">The vertex of the layer before.</param>
    /// <param name="j">First derivatives.</param>
    /// <param name="first">C_W d^2/dK_11^2 of the element 11.</param>
    /// <param name="second">C_W d^2/dK_22^2 of the element 22.</param>
    /// <param name="multiple">&lt;s_1 s_2&gt;/&lt;s_1 s_1&gt;.</param>
    /// <param name="ratio">n_l/n_(l-1).</param>
    internal PairCorrection NextTogether(in PairVertex vertex, in PairResponse j, double first, double second, double multiple, double ratio)
    {
        double one = ratio * ((j.D1111 * G11) + (first * vertex.V1111 / 2));
        return new PairCorrection(one, multiple * one, ratio * ((j.D2222 * G22) + (second * vertex.V2222 / 2)));
    }

    /// <summary>
    /// One layer on where the inputs are close: the element 12 is the mean of 11 and 22 less half the squared distance d, and of that E = chi d + h (a - b)^2 is differentiated,
    /// a, b and d being the variables. Every term is of the order of d, whatever s'' is at kinks.
    /// </summary>
    /// <param name="v">The vertex of the layer before.</param>
    /// <param name="j">First derivatives.</param>
    /// <param name="first">C_W d^2/dK_11^2 of the element 11.</param>
    /// <param name="second">C_W d^2/dK_22^2 of the element 22.</param>
    /// <param name="e">chi, h and dh/dK at C_W = 1.</param>
    /// <param name="layer">The kernels.</param>
    /// <param name="cw">C_W of the next layer.</param>
    /// <param name="ratio">n_l/n_(l-1).</param>
    internal PairCorrection NextClose(
        in PairVertex v, in PairResponse j, double first, double second, in ClosePairResponse e, TwoInputLayer layer, double cw, double ratio)
    {
        (double d, double difference) = (4 * layer.Midpoint.K2, layer.K11 - layer.K22);
        double one = ratio * ((j.D1111 * G11) + (first * v.V1111 / 2));
        double two = ratio * ((j.D2222 * G22) + (second * v.V2222 / 2));
        double both = (e.H * d) + (0.5 * e.Bend * difference * difference);
        double odd = 2 * e.H * difference;
        double slopes = ((both + odd) * G11) + ((both - odd) * G22) + (e.Slope * (G11 - (2 * G12) + G22));
        double bends = (e.H * (v.V1111 - (2 * v.V1122) + v.V2222)) + (0.25 * e.Bend * d * (v.V1111 + (2 * v.V1122) + v.V2222))
            + (e.Bend * difference * (v.V1111 - v.V2222))
            + (e.H * (v.V1111 - (2 * v.V1112) + (2 * v.V1122) - (2 * v.V1222) + v.V2222));
        return new PairCorrection(one, ((one + two) / 2) - (ratio * cw * (slopes + bends) / 2), two);
    }
}
