//! Eigenvalues of networks: the rate at which averaging makes people agree, and the threshold of contagion.

use std::f64::consts::PI;

/// λ₂ of the Laplacian of a ring of `n` people: 2 − 2 cos(2π/n) (Fiedler 1973, Czech Math J 23:298).
pub fn ring_lambda2(n: usize) -> f64 {
    2.0 - 2.0 * libm::cos(2.0 * PI / n as f64)
}

/// λ₂ of the Laplacian of a path of `n` people: 2 − 2 cos(π/n) (Fiedler 1973).
pub fn path_lambda2(n: usize) -> f64 {
    2.0 - 2.0 * libm::cos(PI / n as f64)
}

/// λ₂ of the Laplacian of a star: 1.
pub const STAR_LAMBDA2: f64 = 1.0;

/// λ₂ of the Laplacian of a complete network of `n` people: n.
pub fn complete_lambda2(n: usize) -> f64 {
    n as f64
}

/// λ_max of the adjacency matrix of a star of `leaves` leaves: √leaves.
pub fn star_lambda_max(leaves: usize) -> f64 {
    (leaves as f64).sqrt()
}

/// λ_max of the adjacency matrix of a network in which everyone has `k` ties: k.
pub fn regular_lambda_max(k: usize) -> f64 {
    k as f64
}

/// A symmetric matrix, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    size: usize,
    rows: Vec<f64>,
}

impl Matrix {
    /// The adjacency matrix of `n` people with these pairs.
    pub fn adjacency(n: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut rows = vec![0.0; n * n];
        for (a, b) in pairs {
            rows[a * n + b] = 1.0;
            rows[b * n + a] = 1.0;
        }
        Self { size: n, rows }
    }

    /// The Laplacian of the network whose adjacency matrix this is: degrees on the diagonal, less the matrix.
    #[must_use]
    pub fn laplacian(&self) -> Self {
        let n = self.size;
        let mut rows: Vec<f64> = self.rows.iter().map(|a| -a).collect();
        for i in 0..n {
            rows[i * n + i] += self.rows[i * n..(i + 1) * n].iter().sum::<f64>();
        }
        Self { size: n, rows }
    }

    /// All eigenvalues, the smallest first: Jacobi's rotations (1846), until nothing is left beside the diagonal.
    pub fn eigenvalues(&self) -> Vec<f64> {
        let mut matrix = self.clone();
        for _ in 0..100 {
            if matrix.off_diagonal() < 1e-22 {
                break;
            }
            (0..self.size).for_each(|p| (p + 1..self.size).for_each(|q| matrix.rotate(p, q)));
        }
        let mut values: Vec<f64> = (0..self.size).map(|i| matrix.rows[i * self.size + i]).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    fn off_diagonal(&self) -> f64 {
        let n = self.size;
        (0..n * n).filter(|i| i / n != i % n).map(|i| self.rows[i] * self.rows[i]).sum()
    }

    /// Turns the plane of rows p and q so that their common element vanishes.
    fn rotate(&mut self, p: usize, q: usize) {
        let n = self.size;
        let common = self.rows[p * n + q];
        if common == 0.0 {
            return;
        }
        let theta = (self.rows[q * n + q] - self.rows[p * n + p]) / (2.0 * common);
        let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
        let c = 1.0 / t.hypot(1.0);
        let s = t * c;
        for k in 0..n {
            let (a, b) = (self.rows[k * n + p], self.rows[k * n + q]);
            (self.rows[k * n + p], self.rows[k * n + q]) = (c * a - s * b, s * a + c * b);
        }
        for k in 0..n {
            let (a, b) = (self.rows[p * n + k], self.rows[q * n + k]);
            (self.rows[p * n + k], self.rows[q * n + k]) = (c * a - s * b, s * a + c * b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lambda2(n: usize, pairs: Vec<(usize, usize)>) -> f64 {
        Matrix::adjacency(n, pairs).laplacian().eigenvalues()[1]
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    #[test]
    fn closed_forms_are_eigenvalues() {
        close(lambda2(20, (0..20).map(|i| (i, (i + 1) % 20)).collect()), ring_lambda2(20));
        close(lambda2(10, (0..9).map(|i| (i, i + 1)).collect()), path_lambda2(10));
        close(lambda2(10, (1..10).map(|i| (0, i)).collect()), STAR_LAMBDA2);
        let all = (0..10).flat_map(|i| (i + 1..10).map(move |j| (i, j))).collect();
        close(lambda2(10, all), complete_lambda2(10));
        let star = Matrix::adjacency(10, (1..10).map(|i| (0, i)));
        close(star.eigenvalues()[9], star_lambda_max(9));
        let ring = Matrix::adjacency(20, (0..20).flat_map(|i| [(i, (i + 1) % 20), (i, (i + 2) % 20)]));
        close(ring.eigenvalues()[19], regular_lambda_max(4));
    }

    #[test]
    fn the_trace_is_the_sum_of_the_eigenvalues() {
        let matrix = Matrix::adjacency(6, [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5)]).laplacian();
        close(matrix.eigenvalues().iter().sum(), 12.0);
    }
}
