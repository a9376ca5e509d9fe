using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Tests.Parsing;

public sealed class PolynomialTextTests
{
    [Theory]
    [InlineData("3x^4*y - x*y^2 + 7", "3*x^4*y - x*y^2 + 7", "x,y")]
    [InlineData("(x+1)^3", "x^3 + 3*x^2 + 3*x + 1", "x")]
    [InlineData("0.1z", "(1/10)*z", "z")]
    [InlineData("x - x", "0", "x")]
    [InlineData("5", "5", "x")]
    [InlineData("t*x1/3", "(1/3)*t*x1", "t,x1")]
    [InlineData("(x+y)*(x-y)", "x^2 - y^2", "x,y")]
    [InlineData("2^3*x", "8*x", "x")]
    public void Formulas_AreReadExactly_AndPrintedSoThatTheyReadBack(string text, string expected, string variables)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        Assert.Equal(expected, polynomial.ToString());
        Assert.Equal(variables.Split(','), polynomial.Variables);
        Assert.Equal(polynomial.Polynomial, PolynomialText.Parse(polynomial.ToString(), polynomial.Variables).Polynomial);
    }

    [Fact]
    public void GivenVariables_DecideTheOrderOfTheInputs()
    {
        PolynomialText polynomial = PolynomialText.Parse("x - 2y", ["y", "x"]);
        Assert.Equal(new Fraction(-2), polynomial.Polynomial[Monomial.Of(0, 1)]);
        Assert.Equal(Fraction.One, PolynomialText.Parse("alpha^2", ["alpha"]).Polynomial[Monomial.Of(0, 2)]);
    }

    [Theory]
    [InlineData("sin(x)", "sin(x) is not a polynomial; did you mean `approximate`?")]
    [InlineData("1/x", "is not a polynomial; did you mean `approximate`?")]
    [InlineData("x^0.5", "is not a polynomial; did you mean `approximate`?")]
    [InlineData("x^y", "is not a polynomial")]
    [InlineData("pi*x", "is not rational")]
    [InlineData("sqrt(2)*x", "is not rational")]
    [InlineData("x^129", "degree 129, and at most 128")]
    [InlineData("(x^50)^50", "degree 2500, and at most 128")]
    [InlineData("(1+x+y+z+w)^60", "terms, and at most 5000")]
    [InlineData("q(x) + 1", "unknown name 'q' at position 1")]
    [InlineData("a+b+c+d+f+g+h+i+j", "has 9 variables, and at most 8 are supported")]
    [InlineData("", "the formula is empty")]
    [InlineData("x +", "the formula ends")]
    public void WhatIsNotAPolynomial_IsRefused(string text, string message)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => PolynomialText.Parse(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,x", "not distinct")]
    [InlineData("1x", "cannot be the name")]
    [InlineData("pi", "cannot be the name")]
    [InlineData("a,b,c,d,f,g,h,i,j", "between 1 and 8")]
    public void BadVariables_AreRefused(string names, string message)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => PolynomialText.Parse("1", names.Split(',')));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
