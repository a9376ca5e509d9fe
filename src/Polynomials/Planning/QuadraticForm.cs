using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>Quadratic forms over the rationals.</summary>
internal static class QuadraticForm
{
    /// <summary>Linear forms, as many as the rank, whose squares span the form: Lagrange's reduction.</summary>
    public static IReadOnlyList<Polynomial> Diagonalize(Polynomial form)
    {
        List<Polynomial> result = [];
        while (!form.IsZero)
        {
            Monomial? square = form.Terms.Keys.Where(m => m.IsSquare).Order().Cast<Monomial?>().FirstOrDefault();
            if (square is Monomial s)
            {
                // a x^2 + x l + rest = a (x + l/2a)^2 + rest - l^2/4a.
                Polynomial linear = Half(form, s.SquareRoot).Scale(form[s].Reciprocal());
                result.Add(linear);
                form -= (linear * linear).Scale(form[s]);
                continue;
            }

            // Only products: a x y + x l + y m + … with u = x + y, v = x - y has squares.
            Monomial product = form.Terms.Keys.Order().First();
            int x = Enumerable.Range(0, Monomial.MaximumVariables).First(i => product[i] > 0);
            Monomial first = Monomial.Of(x, 1);
            Monomial second = product / first;
            Polynomial a = Half(form, first).Scale(2 / form[product]);
            Polynomial b = Half(form, second).Scale(2);
            result.Add(a + b);
            result.Add(a - b);
            form -= a * b;
        }

        return result;
    }

    /// <summary>Half the derivative: the row of the symmetric matrix.</summary>
    private static Polynomial Half(Polynomial form, Monomial variable) =>
        form.Derivative(Enumerable.Range(0, Monomial.MaximumVariables).First(i => variable[i] > 0)).Scale(new Fraction(1, 2));
}
