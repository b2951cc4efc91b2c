using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that read and write bands of diagonals of matrices.</summary>
/// <remarks>Diagonal 0 is the main one, positive ones lie above. Diagonals of a band stand as rows, the highest first; shorter ones stand at the end that
/// <see cref="DiagonalAlign"/> says. A band of one diagonal has no axis for them.</remarks>
public static class MatrixDiagonals
{
    extension(Tensor x)
    {
        /// <summary>Matrices with these diagonals, and padding elsewhere.</summary>
        /// <remarks>Shape: [b…, diagonals, longest] → [b…, rows, columns].</remarks>
        /// <param name="low">The lowest diagonal.</param>
        /// <param name="high">The highest.</param>
        /// <param name="rows">Rows; −1 for the fewest that fit, of a square matrix where columns are not given either.</param>
        /// <param name="columns">Columns; −1 likewise.</param>
        /// <param name="padding">What stands elsewhere; 0 by default.</param>
        /// <param name="align">Where shorter diagonals stand.</param>
        /// <exception cref="ShapeException">The diagonals do not fit such a matrix.</exception>
        public Tensor MatrixDiag(int low = 0, int high = 0, long rows = -1, long columns = -1, Operand? padding = null, DiagonalAlign align = DiagonalAlign.RightLeft) =>
            Picked(x, padding, Engine.Current.RunOne(new PlacesInDiagonals(new(low, high, align), rows, columns), x));

        /// <summary>Diagonals of matrices, padding where they are shorter than the longest.</summary>
        /// <remarks>Shape: [b…, rows, columns] → [b…, diagonals, longest].</remarks>
        /// <param name="low">The lowest diagonal.</param>
        /// <param name="high">The highest.</param>
        /// <param name="padding">What stands behind the end of a diagonal; 0 by default.</param>
        /// <param name="align">Where shorter diagonals stand.</param>
        /// <exception cref="ShapeException">A diagonal lies outside the matrices.</exception>
        public Tensor MatrixDiagPart(int low = 0, int high = 0, Operand? padding = null, DiagonalAlign align = DiagonalAlign.RightLeft) =>
            Picked(x, padding, Engine.Current.RunOne(new PlacesOfDiagonals(new(low, high, align)), x));

        /// <summary>Matrices in which these diagonals are replaced.</summary>
        /// <remarks>Shapes: [b…, rows, columns], diagonals [b…, diagonals, longest] → [b…, rows, columns].</remarks>
        /// <param name="diagonals">What they become.</param>
        /// <param name="low">The lowest diagonal.</param>
        /// <param name="high">The highest.</param>
        /// <param name="align">Where shorter diagonals stand.</param>
        /// <exception cref="ShapeException">The diagonals do not fit the matrices.</exception>
        public Tensor MatrixSetDiag(Tensor diagonals, int low = 0, int high = 0, DiagonalAlign align = DiagonalAlign.RightLeft)
        {
            var band = new DiagonalBand(low, high, align);
            var places = Engine.Current.RunOne(new PlacesInDiagonals(band, x.Rank < 2 ? -1 : x.Shape.Lengths[^2], x.Rank < 2 ? -1 : x.Shape.Lengths[^1]), diagonals);
            if (!places.Shape.IsCompatibleWith(x.Shape))
            {
                throw new ShapeException($"MatrixSetDiag: diagonals {low} to {high} of shape {diagonals.Shape} for matrices {x.Shape}: [batch…, number of diagonals, length of the longest] is expected, without the second last axis for one.");
            }

            return Tensor.Where(places.Less(0), x, Picked(diagonals, null, places));
        }

        /// <summary>The elements within some diagonals of the main one, zero elsewhere.</summary>
        /// <param name="lower">How many diagonals below are kept; −1 for all.</param>
        /// <param name="upper">How many diagonals above are kept; −1 for all.</param>
        /// <exception cref="ShapeException">There are fewer than two axes.</exception>
        public Tensor MatrixBandPart(int lower, int upper)
        {
            var y = lower < 0 ? x : x.Triu(-lower);
            return upper < 0 ? y : y.Tril(upper);
        }

        /// <summary>The tensor on the diagonal of one of twice its rank: y[i…, i…] = x[i…], zero elsewhere.</summary>
        public Tensor TensorDiag() => x.Ravel().Diag().Reshape(x.Shape.Concat(x.Shape));

        /// <summary>The diagonal of a tensor whose second half of axes is as the first: y[i…] = x[i…, i…].</summary>
        /// <exception cref="ShapeException">The halves differ.</exception>
        public Tensor TensorDiagPart()
        {
            int half = x.Rank / 2;
            return x.Rank % 2 == 0 && half > 0 && x.Shape[..half] == x.Shape[half..]
                ? x.Reshape(Shape.Of([x.Shape[..half].Size, x.Shape[..half].Size])).Diagonal().Reshape(x.Shape[..half])
                : throw new ShapeException($"TensorDiagPart: a tensor of shape {x.Shape}: an even number of axes, the second half as the first, is expected.");
        }
    }

    /// <summary>Elements by their row-major places, the padding at −1.</summary>
    static Tensor Picked(Tensor from, Operand? padding, Tensor places)
    {
        var type = from.ElementType;
        var rest = (padding ?? (type == ElementType.Bool ? false : 0)).ToTensor("MatrixDiag", type);
        return rest.ElementType == type && rest.Rank == 0 ? Tensor.Concatenate([from.Ravel(), rest.Reshape([1])]).Gather(places)
            : throw new ElementTypeException($"MatrixDiag: the padding {rest.ElementType.Name} {rest.Shape} for a {type.Name} tensor: it must be a scalar of that type.");
    }
}
