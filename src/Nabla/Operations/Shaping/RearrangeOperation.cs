namespace Nabla;

/// <summary>The member of <see cref="Tensor"/> that reorders axes by their names.</summary>
public static class RearrangeOperation
{
    extension(Tensor x)
    {
        /// <summary>Axes split, reordered and joined by name: <c>x.Rearrange("b (h p) c -> b h (p c)", ("p", 2))</c>.</summary>
        /// <param name="pattern">Names of the axes on both sides of <c>-></c>; parentheses hold those that make one axis together, the last one moving fastest.</param>
        /// <param name="lengths">Lengths of named axes; within one pair of parentheses on the left one may be left out.</param>
        /// <exception cref="ArgumentException">The pattern cannot be read, or its sides name different axes.</exception>
        /// <exception cref="ShapeException">The tensor's shape does not fit the pattern.</exception>
        public Tensor Rearrange(string pattern, params ReadOnlySpan<(string Name, long Length)> lengths)
        {
            string[] sides = pattern.Split("->");
            if (sides.Length != 2)
            {
                throw new ArgumentException($"Rearrange: '{pattern}': two sides with -> between them were expected.", nameof(pattern));
            }

            List<List<string>> from = Groups(pattern, sides[0]), to = Groups(pattern, sides[1]);
            List<string> names = [.. from.SelectMany(group => group)], wanted = [.. to.SelectMany(group => group)];
            if (names.Distinct(StringComparer.Ordinal).Count() != names.Count || !names.Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            {
                throw new ArgumentException($"Rearrange: '{pattern}': each axis must stand once on either side.", nameof(pattern));
            }

            if (from.Count != x.Rank)
            {
                throw new ShapeException($"Rearrange: '{pattern}' for a tensor of shape {x.Shape}: the left side has {from.Count} axes and the tensor {x.Rank}.");
            }

            var known = Lengths(x.Shape, pattern, from, lengths);
            var order = Axes.Create([.. wanted.Select(name => names.IndexOf(name))]);
            var apart = x.Reshape(new Shape([.. names.Select(name => known[name])])).Transpose(order);
            return apart.Reshape(new Shape([.. to.Select(group => group.Exists(name => known[name] == Shape.Unknown) ? Shape.Unknown : group.Aggregate(1L, (product, name) => product * known[name]))]));
        }
    }

    static Dictionary<string, long> Lengths(Shape shape, string pattern, List<List<string>> groups, ReadOnlySpan<(string Name, long Length)> given)
    {
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, length) in given)
        {
            known[name] = length;
        }

        for (int k = 0; k < groups.Count; k++)
        {
            var open = groups[k].FindAll(name => !known.ContainsKey(name));
            long product = groups[k].Except(open, StringComparer.Ordinal).Aggregate(1L, (p, name) => p * known[name]), length = shape.Lengths[k];
            if (open.Count > 1 || (length != Shape.Unknown && (open.Count == 0 ? product != length : product == 0 || length % product != 0)))
            {
                throw new ShapeException($"Rearrange: '{pattern}' for a tensor of shape {shape}: axis {k} of length {length} is not the product of {string.Join(", ", groups[k])}. Give the lengths of all but one of them.");
            }

            if (open.Count == 1)
            {
                known[open[0]] = length == Shape.Unknown ? Shape.Unknown : length / product;
            }
        }

        return known;
    }

    static List<List<string>> Groups(string pattern, string side)
    {
        var groups = new List<List<string>>();
        List<string>? open = null;
        foreach (string word in side.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "(" ? open is not null : word == ")" && open is null)
            {
                throw new ArgumentException($"Rearrange: '{pattern}': parentheses must be closed, and stand one pair beside another.", nameof(pattern));
            }

            if (word == "(")
            {
                groups.Add(open = []);
            }
            else if (word == ")")
            {
                open = null;
            }
            else if (open is not null)
            {
                open.Add(word);
            }
            else
            {
                groups.Add([word]);
            }
        }

        return open is null ? groups : throw new ArgumentException($"Rearrange: '{pattern}': a parenthesis is not closed.", nameof(pattern));
    }
}
